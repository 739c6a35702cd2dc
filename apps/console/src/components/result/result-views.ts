import type { Destination, SeenExecution } from "@scriptyard/model";
import type { ComponentType } from "react";
import { BlockBody } from "./block-preview.tsx";
import { DecisionLead } from "./decision.tsx";
import { HttpBody, HttpLead } from "./http-answer.tsx";
import { ValueBody, ValueLead } from "./value.tsx";

/** What is shown of a run; `leadsTo` only of a preview, where the flow would go on. */
export type Shown = Pick<SeenExecution, "hook" | "status" | "action" | "errorType" | "result" | "effects"> & {
  leadsTo?: Destination | null;
};

type Part = ComponentType<{ shown: Shown }>;

/** How the result of a hook is shown: the answer itself in the first line, and below it in whole. */
export type ResultView = {
  Lead?: Part;
  Body?: Part;
  /** The body shows everything the hook returned, so that it is not repeated as JSON. */
  whole?: true;
};

/** A hook whose results deserve better than a typed value is a line here. */
const views: { readonly [hook: string]: ResultView } = {
  onExecute: { Lead: DecisionLead, Body: BlockBody },
  onComplete: { Lead: DecisionLead, Body: BlockBody },
  render: { Body: BlockBody },
  onRequest: { Lead: HttpLead, Body: HttpBody },
  // They return nothing: what they published is the answer, which every run shows.
  onMessage: {},
  onSchedule: {},
};

const typedValue: ResultView = { Lead: ValueLead, Body: ValueBody, whole: true };

export const resultViewOf = (hook: string): ResultView =>
  Object.hasOwn(views, hook) ? views[hook]! : typedValue;
