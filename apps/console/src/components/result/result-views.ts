import {
  type Destination,
  type FlowNodeKind,
  type FlowNodeRole,
  hookOfTrigger,
  type SeenExecution,
} from "@scriptyard/model";
import type { ComponentType } from "react";
import { BlockBody } from "./block-preview.tsx";
import { DecisionLead } from "./decision.tsx";
import { HttpBody, HttpLead } from "./http-answer.tsx";
import { ValueBody, ValueLead } from "./value.tsx";

/** What is shown of a run; `leadsTo` only of a preview, where the flow would go on. */
export type Shown = Pick<SeenExecution, "hook" | "status" | "action" | "errorType" | "result" | "effects"> & {
  leadsTo?: Destination | null;
};

/** `kind`: of the node that its hook is for; null for a hook of none. */
export type PartProps = { shown: Shown; kind: FlowNodeKind | null };

type Part = ComponentType<PartProps>;

/** How the result of a hook is shown: the answer itself in the first line, and below it in whole. */
export type ResultView = {
  Lead?: Part;
  Body?: Part;
  /** The body shows everything the hook returned, so that it is not repeated as JSON. */
  whole?: true;
};

/** What triggers start is shown by their hook. */
const ofTriggers: { readonly [hook: string]: ResultView } = {
  [hookOfTrigger.http]: { Lead: HttpLead, Body: HttpBody },
  // They return nothing: what they published is the answer, which every run shows.
  [hookOfTrigger.bus]: {},
  [hookOfTrigger.schedule]: {},
};

/** What nodes of flows answer, by what they do for the walk. */
const ofNodes: Record<FlowNodeRole, ResultView> = {
  decides: { Lead: DecisionLead, Body: BlockBody },
  shows: { Body: BlockBody },
  completes: {},
};

const typedValue: ResultView = { Lead: ValueLead, Body: ValueBody, whole: true };

/** A hook whose results deserve better than a typed value is a line above. */
export function resultViewOf(hook: string, kind: FlowNodeKind | null): ResultView {
  if (kind !== null) return ofNodes[kind.role];
  return Object.hasOwn(ofTriggers, hook) ? ofTriggers[hook]! : typedValue;
}
