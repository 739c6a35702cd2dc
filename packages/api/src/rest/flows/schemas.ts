import { flowEdgeSchema, flowNodeSchema, flowTrafficSchema, idSchema, ms } from "@scriptyard/model";
import { z } from "zod";

const version = z.int().nullable();
const at = ms.describe("Epoch milliseconds.");

/** Kept equal to `FlowGraph` by a type test. */
export const graphAnswer = z.object({
  entry: z.string().nullable().describe("The node that walks start at."),
  nodes: z.array(flowNodeSchema),
  edges: z.array(flowEdgeSchema).describe("`to`: a node, or `done`; `outcome` left out: the default edge."),
});

const head = z.object({
  id: idSchema("flw"),
  name: z.string(),
  title: z.string(),
  liveVersion: version.describe("null: never published, or from before flows had versions."),
});

export const flowHead = head.extend({
  nodes: z.int().describe("Of what is live; 0: nobody can walk it yet."),
  draftRevision: z.int().describe("0: nothing was drawn beside what is live."),
  changes: z.int().describe("How many things that are drawn differ from what is live."),
  updatedAt: at,
});

export const flowList = z.object({
  flows: z.array(flowHead),
  deleted: z.array(head.extend({ removedAt: at, goesAt: at.describe("When it goes for good.") })),
});

export const flowDetail = flowHead.extend({
  live: graphAnswer.nullable().describe("What walks go through; null: never published."),
  draft: graphAnswer.describe("What is drawn."),
});

export const draftSaved = z.object({
  revision: z.int().describe("Send it as `baseRevision` of the next save, and as `revision` of a publish."),
  changes: z.int(),
});

const event = z.object({
  kind: z.enum(["publish", "rollback"]),
  version: z.int(),
  previousVersion: version,
  note: z.string(),
  author: z.string().nullable().describe("null: a token, or the product."),
  at,
});
export const flowVersionList = z.object({ versions: z.array(event) });
export const flowVersionAnswer = z.object({ number: z.int(), createdAt: at, graph: graphAnswer });

const finding = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  remedy: z.string(),
});
export const flowPublished = z.object({
  version: z.int(),
  previousVersion: version,
  findings: z.array(finding).describe("What is odd, and did not stop it."),
});

export const flowDifference = z.object({
  from: z.string().describe("`live`, `draft`, or the number of a version."),
  to: z.string(),
  changes: z
    .array(z.looseObject({ kind: z.string() }))
    .describe("What was added, removed, rewired and renamed; none: the graphs are the same."),
});

export const flowTrafficAnswer = flowTrafficSchema.extend({ fromMs: ms, toMs: ms });

/** Names under which the OpenAPI document keeps them. */
export const flowComponents: [z.ZodType, string][] = [
  [flowHead, "Flow"],
  [flowList, "FlowList"],
  [flowDetail, "FlowDetail"],
  [draftSaved, "FlowDraftSaved"],
  [flowVersionList, "FlowVersionList"],
  [flowVersionAnswer, "FlowVersion"],
  [flowPublished, "FlowPublished"],
  [flowDifference, "FlowDifference"],
  [flowTrafficAnswer, "FlowTraffic"],
];
