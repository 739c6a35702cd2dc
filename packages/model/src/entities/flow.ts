import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { jsonSchema } from "../json.ts";
import { slug } from "../names.ts";
import { ms } from "./common.ts";

/** What happens when a node's script fails. */
export const failurePolicy = z.enum(["reject", "continue", "last-good-version"]);
export type FailurePolicy = z.infer<typeof failurePolicy>;

/** How long a deleted flow can be taken back. */
export const deletedFlowDays = 7;

/** What one graph may hold. `place`: how far from the middle a node may stand, in px. */
export const flowBounds = { nodes: 200, edges: 1_000, place: 100_000 } as const;

export const flowNodeSchema = z.object({
  /** Unique within the flow; the node's script is `<flow name>/<node name>`. */
  name: slug,
  title: z.string().max(120),
  /** One of those that the realm's host declares for its flows. */
  kind: slug,
  failurePolicy,
  /** Canvas position in px; absent = laid out automatically. */
  position: z.object({ x: z.number(), y: z.number() }).optional(),
});
export type FlowNode = z.infer<typeof flowNodeSchema>;

export const flowEdgeSchema = z.object({
  from: slug,
  /** Node name, or `done`: the flow's good end. */
  to: z.string(),
  /** Outcome that follows this edge; absent = the default edge, for decisions without an outcome and whatever has none. */
  outcome: z.string().max(60).optional(),
});
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

/** A graph of steps a user walks through. */
export const flowSchema = z.object({
  id: idSchema("flw"),
  realmId: idSchema("rlm"),
  name: slug,
  title: z.string().max(120),
  /** What walks go through: the version that is live. Of a flow that was never published it is empty, without an entry. */
  entry: z.union([slug, z.literal("")]),
  nodes: z.array(flowNodeSchema).max(flowBounds.nodes),
  edges: z.array(flowEdgeSchema).max(flowBounds.edges),
  /** Number of that version; null before its first publish, and for what is older than flows have versions. */
  liveVersion: z.int().nullable(),
  createdAt: ms,
  updatedAt: ms,
});
export type Flow = z.infer<typeof flowSchema>;

/** What is drawn of a flow, finished or not: a draft may have no start yet. */
export type FlowGraph = { entry: string | null; nodes: FlowNode[]; edges: FlowEdge[] };

/** The editable graph of a flow. Before the first change it is what is live, at revision 0. */
export type FlowDraft = {
  flowId: Flow["id"];
  revision: number;
  /** The version it goes on from; null where there is none. */
  basedOnVersion: number | null;
  graph: FlowGraph;
  updatedAt: number;
  updatedBy: `usr_${string}` | null;
};

/** Immutable: what a flow's graph was when it was published. */
export type FlowVersion = { flowId: Flow["id"]; number: number; graph: FlowGraph; createdAt: number };

/** What became a flow's live graph, when, by whom, why. Append-only. */
export type FlowPublish = {
  id: `pub_${string}`;
  flowId: Flow["id"];
  kind: "publish" | "rollback";
  version: number;
  previousVersion: number | null;
  note: string;
  authorId: `usr_${string}` | null;
  at: number;
};

/**
 * Through which door a walk came in, and goes on: *Try it* in the console, the end-user page, or the HTTP API. A walk of
 * the console is a trial and never a login.
 */
export const flowOrigins = ["console", "page", "api"] as const;
export type FlowOrigin = (typeof flowOrigins)[number];

/** What a one-time link opens: the session's secret, sealed under a text that only the link holds. */
export const flowTicketSchema = z.object({ hash: z.string(), sealed: z.string(), expiresAt: ms });
export type FlowTicket = z.infer<typeof flowTicketSchema>;

/** Where one walk through a flow stands. */
export const flowSessionSchema = z.object({
  id: idSchema("fls"),
  realmId: idSchema("rlm"),
  flowId: idSchema("flw"),
  /** sha-256 of the bearer secret that continues this session. */
  secretHash: z.string(),
  status: z.enum(["running", "challenge", "redirect", "done", "rejected", "expired"]),
  /** Node that waits, or the last one that ran. */
  node: slug,
  /** script id → version id (or `draft:<revision>` when a draft is tried), fixed when the session started. */
  pins: z.record(z.string(), z.string()),
  /** `draft` sessions are "Try it" in the console. */
  mode: z.enum(["live", "draft"]),
  origin: z.enum(flowOrigins),
  /** sha-256 of the secret of the browser the walk belongs to; null until one has it. */
  browserHash: z.string().nullable(),
  /** The one-time link to the page; null when there is none, or it was used. */
  ticket: flowTicketSchema.nullable(),
  /** The walk, sealed: where it stands, what ran, and what it remembers for its host. */
  state: z.record(z.string(), jsonSchema),
  /** The script that waits inside the node, as the sandbox suspended it, sealed like the state; null when none does. */
  suspension: z.string().nullable(),
  /** Answer last given to the client, so that a repeated request gets it again. */
  lastAnswer: jsonSchema,
  createdAt: ms,
  updatedAt: ms,
  expiresAt: ms,
});
export type FlowSession = z.infer<typeof flowSessionSchema>;
