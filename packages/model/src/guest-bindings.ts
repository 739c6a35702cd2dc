import type { JsonSchema } from "./json.ts";

/**
 * What a host opens to its guests, as data: `host-kit` derives it from one host definition, `sandbox` bakes it into
 * an image. It holds no code: synchronous host functions run in the module named by `Program.host`.
 */
export type GuestBindings = {
  /** sha-256 (hex) of the canonical JSON of `functions` and `hooks`; part of an image's identity. */
  hash: string;
  functions: GuestFunction[];
  hooks: GuestHook[];
};

/**
 * One function a script can call, by its dotted global name (`flow.set` → global `flow`, member `set`; `random` → global).
 *
 * - `effect`: a call out like `host`, so that the host validates the arguments at once (a bad one throws `TypeError` at the
 *   author's line), and collects it; it is applied only when the run succeeded.
 * - `host`: a synchronous call out to the host, which validates the arguments, runs the function and answers JSON.
 * - `async`: answers a promise. The arguments are validated, the call leaves the guest, and the host answers later, while
 *   the guest's memory is set aside.
 * - `event`: like `async`, but answered from outside, perhaps days later: the run is suspended until then.
 * - `engine`: answered at once by the sandbox itself, from what its run was handed.
 */
export type GuestFunction = {
  name: string;
  kind: "effect" | "host" | "async" | "event" | "engine";
  params: GuestParam[];
  capability: string;
  /** What scripts see is made by this part of the sandbox's standard library, around the call itself. */
  part?: GuestPart;
};

export const guestParts = ["secrets", "fetch"] as const;
export type GuestPart = (typeof guestParts)[number];

export type GuestParam = { name: string; schema: JsonSchema; optional: boolean };

export type GuestHook = {
  name: string;
  params: string[];
  /** Parameters that carry effect functions as non-enumerable methods, e.g. `{ form: { fail: "form.fail" } }`. */
  methods: { [param: string]: { [method: string]: string } };
};
