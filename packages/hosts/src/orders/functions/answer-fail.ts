import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../as-text.ts";

export const answerFail: FunctionDefinition = {
  name: "answer.fail",
  kind: "effect",
  description:
    "Puts a message at a field of the page that this run asks with. Call it for every wrong field, then ask again.",
  params: [
    {
      name: "field",
      description: "Name of the field.",
      schema: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$" },
    },
    {
      name: "message",
      description: "Plain text for whoever filled it in.",
      schema: { type: "string", minLength: 1, maxLength: 500 },
    },
  ],
  example: `answer.fail("comment", "Say why you refuse it.");`,
  capability: "answer.write",
  levels: ["safe", "production", "development"],
  check: (_args, { args, answered }) =>
    (answered ?? args[1] ?? null) === null
      ? "nothing was submitted yet; call it only when `answer` is not null"
      : null,
  fails: ([field, message]) => ({ field: asText(field), message: asText(message) }),
};
