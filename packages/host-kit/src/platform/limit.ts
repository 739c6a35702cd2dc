import type { StateScope } from "@scriptyard/model";
import type { FunctionDefinition } from "../types.ts";
import { keyParam, scopeSchema, stateCapability, stateLevels } from "./state.ts";

/** How often something may happen. */
export const limitFunctions: readonly FunctionDefinition[] = [
  {
    name: "limit.take",
    kind: "async",
    description:
      "Takes one of `most` that there are `perSeconds`, and answers whether there was one left. So many may come at once; what was taken comes back evenly over the time. What is refused takes nothing. Counted at once, and also when the script fails afterwards.",
    params: [
      keyParam,
      {
        name: "most",
        description: "How many.",
        schema: { type: "integer", minimum: 1, maximum: 1_000_000 },
      },
      {
        name: "perSeconds",
        description: "In how many seconds.",
        schema: { type: "integer", minimum: 1, maximum: 31_536_000 },
      },
      {
        name: "options",
        description: "Whose it is.",
        optional: true,
        schema: { type: "object", properties: { scope: scopeSchema }, additionalProperties: false },
      },
    ],
    result: {
      type: "object",
      properties: {
        allowed: { type: "boolean" },
        left: { type: "integer", description: "How many could be taken at once now." },
        retryAfterSeconds: {
          type: "integer",
          description: "When there will be one; 0 where it was allowed.",
        },
      },
      required: ["allowed", "left", "retryAfterSeconds"],
      additionalProperties: false,
    },
    example: `const { allowed } = await limit.take("mails", 5, 3600, { scope: "user" });`,
    capability: stateCapability,
    levels: stateLevels,
    answer: async ([key, most, perSeconds, given], { services }) =>
      services.state.act(
        {
          kind: "limit",
          scope: (given as { scope?: StateScope } | undefined)?.scope ?? "script",
          key: key as string,
        },
        { act: "take", most: most as number, perMs: (perSeconds as number) * 1_000 },
      ),
  },
];
