import type { Json } from "@scriptyard/model";
import type { ParamDefinition } from "../types.ts";

/** Third argument of whatever publishes: what of the payload recordings, events and lists must not show. */
export const publishOptions: ParamDefinition = {
  name: "options",
  optional: true,
  description: "What of the payload is nobody's business but the listeners'.",
  schema: {
    type: "object",
    properties: {
      sensitive: {
        type: "array",
        maxItems: 20,
        items: { type: "string", pattern: "^(/[^/\\s]{1,60}){1,8}$" },
        description:
          'JSON pointers into the payload, e.g. `["/pin"]`. Listeners get these values; executions, live events and dead letters show them masked.',
      },
    },
    additionalProperties: false,
  },
};

/** JSON pointers into the arguments of a call that publishes. */
export function sensitivePayload([, , options]: Json[]): string[] {
  const { sensitive = [] } = (options ?? {}) as { sensitive?: string[] };
  return sensitive.map((pointer) => `/1${pointer}`);
}
