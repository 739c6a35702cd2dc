import type { ExecutionSource, Json, LanguageId, PartialLimits, UiBlock } from "@scriptyard/model";
import type { LibraryText } from "../pipeline/libraries.ts";
import type { Graph } from "./graph.ts";
import type { OutcomeRule } from "./outcomes.ts";

/**
 * Everything one walk through a flow remembers. It is plain JSON and lives in the store between requests, so that any
 * process can go on with it after a restart.
 */
export type Walk = {
  graph: Graph;
  /** What each node runs, fixed at the start: a publish or an edit of the flow does not change a walk under way. */
  nodes: { [node: string]: PinnedNode };
  /** Absent in walks that began before an outcome without an edge was an error: in them it takes the default edge. */
  unknownOutcome?: NonNullable<OutcomeRule>;
  /** Texts of libraries, for walks over drafts. */
  libraries: LibraryText[];
  /** What the host told about the visitor. */
  request: JsonObject;
  user: JsonObject | null;
  device: JsonObject;
  startedAt: number;
  /** Node to run next, the one that waits, or `done`. */
  at: string;
  waiting: Waiting | null;
  /** The script that asked from its middle: it goes on where it is, with the form. Its memory is beside the walk. */
  suspended: SuspendedNode | null;
  /** Counts answers given. */
  step: number;
  /** How often each node has run so far. */
  runs: { [node: string]: number };
  history: { node: string; action: string; outcome: string | null }[];
  /** Completion nodes that ran already. */
  completed: string[];
  effects: Decisions;
  /** Hash of the request that led to the last answer. */
  lastRequest: string | null;
};

export type JsonObject = { [key: string]: Json };

/** What scripts decided on the way, through effects. */
export type Decisions = {
  /** `flow.set` → `context.flow.state`. */
  state: JsonObject;
  claims: JsonObject;
  maxAgeSeconds: number | null;
  /** `user.set`, by path of the attribute; also shown in `context.user.attributes`. */
  user: JsonObject;
  acceptedTerms: string | null;
};

export type Waiting =
  | { kind: "challenge"; block: UiBlock }
  /** `partner`: whose signature the return needs for `resume` to count. Walks that began before partners lack it. */
  | {
      kind: "redirect";
      nonce: string;
      resume: string | null;
      partner?: string | null;
      /** That of what sent them away. */
      unknownOutcome?: NonNullable<OutcomeRule>;
    };

/** A run that sleeps at `await flow.challenge(…)`: what its record needs when it goes on. */
export type SuspendedNode = {
  node: string;
  event: string;
  /** As at its start. */
  args: Json[];
  seed: string;
  clockMs: number;
  /** What it was allowed then. */
  capabilities: readonly string[];
  /** Effects it had made when it fell asleep: their messages at fields were shown. */
  effectsShown: number;
};

export type PinnedNode = {
  scriptId: `scr_${string}`;
  module: string;
  name: string;
  versionId: `ver_${string}` | null;
  /** The file or default it is live from, when nothing is published. */
  layer?: ExecutionSource;
  /** The draft as it was at the start, when drafts are walked. */
  draft: {
    source: string;
    revision: number;
    hook: string | null;
    language: LanguageId;
    limits: PartialLimits;
    securityLevel: string;
  } | null;
};

export function emptyDecisions(): Decisions {
  return { state: {}, claims: {}, maxAgeSeconds: null, user: {}, acceptedTerms: null };
}
