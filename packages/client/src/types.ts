/** Any JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * What is known of one realm when the program is compiled. `scriptyard types --client` writes it from the host's schemas;
 * without it every name is taken, and what comes back is `Json`.
 */
export type RealmTypes = {
  scripts?: { [name: string]: { args: readonly unknown[]; result: unknown } };
  tools?: { [name: string]: { params: object; result: unknown } };
  flows?: { [name: string]: { context: object } };
};

/** Realms by name. */
export type YardTypes = { [realm: string]: RealmTypes };

/** A name that is known, or, where none are, any. */
export type NameIn<Known> = Known extends object ? keyof Known & string : string;

/** `Of<Known, "orders/discount", "result", Json>`: what is known of it, else what may be anything. */
export type Of<Known, Name, Part extends string, Unknown> = Known extends object
  ? Name extends keyof Known
    ? Part extends keyof Known[Name]
      ? Known[Name][Part]
      : Unknown
    : Unknown
  : Unknown;

/** Why a script failed, with the place in its own text. */
export type ScriptError = {
  /** `execution`, `timeout`, `memory`, `invalid_result`, `busy` and others: a new server may have new ones. */
  type: string;
  /** Of what it threw, e.g. `TypeError`. */
  name?: string;
  message: string;
  stack: { file: string; line: number; column: number; function?: string }[];
  /** For `busy`: when a try is likely to be taken. */
  retryAfterMs?: number;
  issues?: { path: string; message: string }[];
};

type Recorded = {
  /** `exe_…`: the console finds the run by it. */
  executionId: string;
  logs: { level: string; message: string; line?: number; data?: Json }[];
  metrics: { runUs: number; queueUs: number; operations: number; memoryBytes: number };
  /** What it asks of your product, in order. Empty when it failed: then nothing of it counts. */
  effects: { name: string; args: Json[] }[];
};

/** One run of a script. That a script failed is part of the answer; `Realm.call` throws instead. */
export type Execution<Result = Json> = Recorded &
  ({ status: "ok"; result: Result } | { status: "error"; result: null; error: ScriptError });
