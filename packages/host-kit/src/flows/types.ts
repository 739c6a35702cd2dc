import type { FlowNodeKind, Json } from "@scriptyard/model";

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

/** Who opened the end-user page, as far as the server knows. */
export type PageVisitor = {
  ip: string;
  method: string;
  path: string;
  /** Lower-case names; nothing that identifies a session. */
  headers: { [name: string]: string };
  userAgent: { family: string; os: string; device: string };
  /** BCP 47. */
  locale: string;
  /** Where they are, as far as the installation knows: ISO 3166, a name, degrees. */
  country?: string;
  city?: string;
  position?: { latitude: number; longitude: number };
  /** ISO 8601. */
  time: string;
};

/** What an installation may know of where a visitor of the page is. */
export type PlaceMember = "country" | "city" | "position";

/**
 * What the flows of a host are about. The engine walks the graph, keeps the memory and asks; what nodes there are, what the
 * memory holds and what scripts and product see of it is said here. All of it is pure.
 *
 * @example flows: { kinds, told: { order: "The order." }, visitor: ({ order }) => ({ order }), decided: () => ({}), … }
 */
export type FlowsDefinition = {
  /** What nodes there are, and which hook each runs. */
  kinds: readonly FlowNodeKind[];
  /** What the product may tell about the visitor, by name, with a sentence; the context of its hooks names it alike. */
  told: { readonly [part: string]: string };
  /**
   * Completes what the product tells about the visitor when a walk starts: parts that `told` names, and no others.
   *
   * @throws TypeError naming the field that is wrong: the product reads it
   */
  visitor(told: JsonObject, at: { requestId: string; path: string; now: number }): JsonObject;
  /** What is told of whoever opens the end-user page by its address, without a product that sent them. Default: nothing. */
  atPage?(page: PageVisitor): JsonObject;
  /**
   * Whether a walk would be in somebody's name: who may not change live scripts may not try them so. Default: whenever
   * anything is told.
   */
  isSomebody?(told: JsonObject): boolean;
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
  /** What that answer holds, by name, with a sentence. */
  answered: { readonly [member: string]: string };
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
  /** Sends the visitor to another site. `resume`: outcome by which a return that `partner` signed leaves the node. */
  leaves?: (args: Json[]) => { url: string; resume: string | null; partner: string | null };
  /** Beside `leaves`: the argument, and its member, in which a script writes that outcome. */
  resumesBy?: { argument: number; member: string };
  /** Puts a message on the bus of the realm: its first parameters are `topic` and `payload`. */
  publishes?: boolean;
  /** Whoever had the script run applies it: it stands among the answer's effects. */
  forCaller?: boolean;
};
