import type { FlowMemory, JsonObject } from "@scriptyard/host-kit";
import type { ExecutionSource, Json, LanguageId, PartialLimits, UiBlock } from "@scriptyard/model";
import type { LibraryText } from "../../texts/libraries.ts";
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
  /** What the product told about the visitor, and what scripts decided: the host's own, see its `flows`. */
  memory: FlowMemory;
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
  /** Hash of the request that led to the last answer. */
  lastRequest: string | null;
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

/** As it was stored before hosts said what a walk remembers. */
type OlderWalk = { request: JsonObject; user: JsonObject | null; device: JsonObject; effects: JsonObject };

/** A stored walk, of whichever age, as walks are now. */
export function adoptWalk(stored: Json): Walk {
  const walk = stored as unknown as Walk & Partial<OlderWalk>;
  // Walks that began before scripts could sleep lack the field.
  walk.suspended ??= null;
  if (walk.effects === undefined) return walk;
  const { request, user, device, effects, ...rest } = walk;
  const visitor = { request: request ?? {}, user: user ?? null, device: device ?? {} };
  return { ...rest, memory: { visitor, decided: effects } };
}
