import type { Json } from "@scriptyard/model";

export type JsonObject = { [name: string]: Json };

/** What a walk through a flow remembers for its host between requests: plain JSON, sealed in the store. */
export type FlowMemory = {
  /** What the product told about the visitor, as later nodes see it. */
  visitor: JsonObject;
  /** What scripts decided on the way, through effects. */
  decided: JsonObject;
};

/** Where the node of a run stands in its walk: what every host's scripts may know. */
export type FlowPlace = {
  id: string;
  node: string;
  sessionId: string;
  /** Counts the runs of this node in this walk, from 1. */
  attempt: number;
  /** ISO 8601. */
  startedAt: string;
  history: { node: string; action: string; outcome: string | null }[];
};

/** The realm as scripts see it. `settings` is handed on as it is: the sandbox prepares that very object once. */
export type FlowRealm = {
  id: string;
  name: string;
  timeZone: string;
  /** ISO 8601, when the run begins. */
  now: string;
  settings: JsonObject;
};

/**
 * What the flows of a host are about. The engine walks the graph, keeps the memory and asks; what the memory holds and
 * what scripts and product see of it is said here. All of it is pure.
 *
 * @example flows: { visitor: ({ order }) => ({ order }), decided: () => ({ approvedBy: [] }), … }
 */
export type FlowsDefinition = {
  /**
   * Completes what the product tells about the visitor when a walk starts.
   *
   * @throws TypeError naming the field that is wrong: the product reads it
   */
  visitor(told: JsonObject, at: { requestId: string; path: string; now: number }): JsonObject;
  /** What is decided before any script has run: fresh each time, since effects change it. */
  decided(): JsonObject;
  /**
   * The argument `context` of the hooks at nodes. What effects change must be copied: the run's record is written after
   * they were applied, and says what the run was given.
   */
  context(memory: FlowMemory, at: { realm: FlowRealm; flow: FlowPlace }): Json;
  /**
   * Beside `action: "done"`, what the product gets when a walk has come to its end. Names that the engine answers by itself
   * (`secret`, `url`, `block`, `summary` …) are left out.
   */
  answer(memory: FlowMemory): JsonObject;
  /** What the end-user page shows of it: by name, and a sentence. */
  summary(memory: FlowMemory): FlowSummary;
  /** By whom and from where wrong answers are counted; null for what nobody told. Default: nobody, so none are counted. */
  guessedBy?(visitor: JsonObject): { user: string | null; ip: string | null };
};

export type FlowSummary = { facts: { name: string; value: Json }[]; text: string | null };

/** What an effect means: at least one of these. */
export type EffectMeaning = {
  /** Changes what the walk remembers: as soon as the run has succeeded, in the order of the calls. */
  apply?: (args: Json[], memory: FlowMemory, at: { now: number }) => void;
  /** Says that what was submitted is not accepted: the node asks again, with the message at the field. */
  fails?: (args: Json[]) => { field: string; message: string };
  /** Sends the visitor to another site; see `flow.redirect` of the identity host. */
  leaves?: (args: Json[]) => { url: string; resume: string | null; partner: string | null };
  /** Puts a message on the bus of the realm: its first parameters are `topic` and `payload`. */
  publishes?: boolean;
  /** Whoever had the script run applies it: it stands among the answer's effects. */
  forCaller?: boolean;
};
