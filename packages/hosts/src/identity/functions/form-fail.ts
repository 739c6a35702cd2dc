import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";

export const formFail: FunctionDefinition = {
  name: "form.fail",
  kind: "effect",
  description:
    "Puts a message at a field of the block that this run challenges with. Call it for every wrong field, then answer the challenge again.",
  params: [
    {
      name: "field",
      description: "Name of the field.",
      schema: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$" },
    },
    {
      name: "message",
      description: "Plain text for the visitor.",
      schema: { type: "string", minLength: 1, maxLength: 500 },
    },
  ],
  example: `form.fail("phone", "Start with + and the country code.");`,
  capability: "form.write",
  levels: ["safe", "production", "development"],
  check: (_args, scope) =>
    (scope.answered ?? scope.args[1] ?? null) === null
      ? "nothing was submitted yet; call it only when `form` is not null"
      : null,
  fails: ([field, message]) => ({ field: asText(field), message: asText(message) }),
};
