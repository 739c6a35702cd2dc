import type { Json, StateScope } from "@scriptyard/model";
import { stateBounds, stateScopes } from "@scriptyard/model";
import type { FunctionDefinition, ParamDefinition } from "../types.ts";

/** Of everything that keeps something for a script. */
export const stateCapability = "state";
export const stateLevels = ["production", "development"] as const;

export const keyParam: ParamDefinition = {
  name: "key",
  description: `Names it among what the same owner has; ${stateBounds.key} characters at most.`,
  schema: { type: "string", minLength: 1, maxLength: stateBounds.key },
};

export const scopeSchema = {
  type: "string",
  enum: [...stateScopes],
  description:
    "Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`.",
};

const ttlSchema = {
  type: "integer",
  minimum: 1,
  maximum: stateBounds.ttlSeconds,
};

const scopeOnly: ParamDefinition = {
  name: "options",
  description: "Whose it is.",
  optional: true,
  schema: { type: "object", properties: { scope: scopeSchema }, additionalProperties: false },
};

/** With how long something is kept that is written. */
function options(ttl: string, more: { [name: string]: Json } = {}): ParamDefinition {
  const ttlSeconds = { ...ttlSchema, description: ttl };
  const properties = { ...more, ttlSeconds, scope: scopeSchema };
  return {
    name: "options",
    description: "Whose it is, and for how long.",
    optional: true,
    schema: { type: "object", properties, additionalProperties: false },
  };
}

const keptFrom = "Seconds that it is kept for, counted from now. Without it, it is kept until it is removed.";
const keptSince =
  "Seconds that it is kept for, counted from when the key is made; later calls do not make it longer. Without it, it is kept until it is removed.";
const at = "Written at once, and kept also when the script fails afterwards.";

type Options = { scope?: StateScope; ttlSeconds?: number; by?: number } | undefined;

const placeOf = (key: Json | undefined, given: Json | undefined) => ({
  kind: "value" as const,
  scope: (given as Options)?.scope ?? "script",
  key: key as string,
});

const ttlOf = (given: Json | undefined): number | null => {
  const { ttlSeconds } = (given as Options) ?? {};
  return ttlSeconds === undefined ? null : ttlSeconds * 1_000;
};

const shared = { kind: "async", capability: stateCapability, levels: stateLevels } as const;

/** What scripts keep from one execution to the next. Each is atomic: nothing comes in between reading and writing. */
export const stateFunctions: readonly FunctionDefinition[] = [
  {
    ...shared,
    name: "state.get",
    description:
      "What is kept under a key; null where there is nothing, or its time is over. State outlives the run: variables of a script begin anew with every execution.",
    params: [keyParam, scopeOnly],
    result: {},
    example: `const last = await state.get("last-order");`,
    answer: async ([key, given], { services }) => services.state.act(placeOf(key, given), { act: "get" }),
  },
  {
    ...shared,
    name: "state.set",
    description: `Keeps a JSON value under a key, in place of what was there. Null removes it. 64 KB at most, 32 levels deep. ${at}`,
    params: [keyParam, { name: "value", description: "Any JSON value.", schema: {} }, options(keptFrom)],
    example: `await state.set("last-order", { id: "o_42" }, { ttlSeconds: 86400 });`,
    answer: async ([key, value, given], { services }) =>
      services.state.act(placeOf(key, given), { act: "set", value: value!, ttlMs: ttlOf(given) }),
  },
  {
    ...shared,
    name: "state.remove",
    description: `Removes what is kept under a key; true where there was something. ${at}`,
    params: [keyParam, scopeOnly],
    result: { type: "boolean" },
    example: `await state.remove("last-order");`,
    answer: async ([key, given], { services }) => services.state.act(placeOf(key, given), { act: "delete" }),
  },
  {
    ...shared,
    name: "state.increment",
    description: `Adds to a number and answers the sum; nothing counts as 0. However many runs count at once, each is counted. ${at}`,
    params: [
      keyParam,
      options(keptSince, {
        by: { type: "number", description: "What to add, also less than 0. Default 1." },
      }),
    ],
    result: { type: "number" },
    example: `const failures = await state.increment("failures", { scope: "user", ttlSeconds: 900 });`,
    answer: async ([key, given], { services }) => {
      const by = (given as Options)?.by ?? 1;
      return services.state.act(placeOf(key, given), { act: "increment", by, ttlMs: ttlOf(given) });
    },
  },
  {
    ...shared,
    name: "state.compareAndSet",
    description: `Sets a value where the one that is there is what you expect, and answers whether it was: of two runs at once, one gets true. Null expects nothing to be there. ${at}`,
    params: [
      keyParam,
      { name: "expected", description: "What has to be there; null: nothing.", schema: {} },
      { name: "value", description: "What is kept then; null removes it.", schema: {} },
      options(keptFrom),
    ],
    result: { type: "boolean" },
    example: `const isFirst = await state.compareAndSet("seen:evt_1", null, true, { ttlSeconds: 604800 });`,
    answer: async ([key, expected, value, given], { services }) =>
      services.state.act(placeOf(key, given), {
        act: "compareAndSet",
        expected: expected!,
        value: value!,
        ttlMs: ttlOf(given),
      }),
  },
  {
    ...shared,
    name: "state.addToSet",
    description: `Adds a member to a list that has each only once, and answers whether it was new. The list has 64 KB at most: for many members give each a key of its own (\`state.compareAndSet\`). ${at}`,
    params: [keyParam, { name: "member", description: "Any JSON value.", schema: {} }, options(keptSince)],
    result: { type: "boolean" },
    example: `const isNewDevice = await state.addToSet("devices", "dev_7", { scope: "user" });`,
    answer: async ([key, member, given], { services }) =>
      services.state.act(placeOf(key, given), { act: "addToSet", member: member!, ttlMs: ttlOf(given) }),
  },
];
