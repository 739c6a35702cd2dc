import { Fault, type Flow, type FlowDraft, type FlowGraph, flowChanges, graphOf } from "@scriptyard/model";
import type { z } from "zod";
import type { Services } from "../../context.ts";
import type { flowDetail, flowHead } from "./schemas.ts";

/** What is drawn beside what is live; null: nothing. */
type Drawn = Pick<FlowDraft, "graph" | "revision" | "updatedAt"> | null;

export function headOf(flow: Flow, draft: Drawn): z.infer<typeof flowHead> {
  const { id, name, title, liveVersion, nodes } = flow;
  return {
    id,
    name,
    title,
    liveVersion,
    nodes: nodes.length,
    draftRevision: draft?.revision ?? 0,
    changes: draft === null ? 0 : flowChanges(graphOf(flow), draft.graph).length,
    updatedAt: Math.max(flow.updatedAt, draft?.updatedAt ?? 0),
  };
}

export async function detailOf({ store }: Services, flow: Flow): Promise<z.infer<typeof flowDetail>> {
  const draft = await store.flows.draft(flow.id);
  const live = graphOf(flow);
  return {
    ...headOf(flow, draft),
    live: flow.nodes.length === 0 ? null : live,
    draft: draft?.graph ?? live,
  };
}

/**
 * A graph of a flow by the word for it: `live`, `draft`, or the number of a version.
 *
 * @throws Fault `bad_request`, `not_found`
 */
export async function graphNamed(
  { store }: Services,
  flow: Flow,
  { field, word }: { field: string; word: string },
): Promise<FlowGraph> {
  if (word === "live") return graphOf(flow);
  if (word === "draft") return (await store.flows.draft(flow.id))?.graph ?? graphOf(flow);
  const number = versionIn(field, word);
  const version = await store.flows.version(flow.id, number);
  if (version === null)
    throw new Fault("not_found", `${field}: the flow "${flow.name}" has no version ${number}.`);
  return version.graph;
}

/** @throws Fault `bad_request` */
export function versionIn(field: string, word: string): number {
  const number = /^\d{1,9}$/.test(word) ? Number(word) : 0;
  if (number > 0) return number;
  throw new Fault(
    "bad_request",
    `${field}: ${JSON.stringify(word.slice(0, 40))} names no graph. Use live, draft, or the number of a version.`,
  );
}
