import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";
import { translate } from "../text/translate.ts";

export const textT: FunctionDefinition = {
  name: "text.t",
  kind: "host",
  description:
    "A text of the realm in the visitor's language. Falls back from `de-AT` to `de`, then to `en`, then to the key itself. `{name}` in the text is replaced by the parameter of that name.",
  params: [
    {
      name: "key",
      description: "Key in the realm's `texts` setting.",
      schema: { type: "string", minLength: 1, maxLength: 200 },
    },
    {
      name: "params",
      optional: true,
      description: "Values for the places in the text.",
      schema: {
        type: "object",
        additionalProperties: { type: ["string", "number", "boolean"] },
        maxProperties: 30,
      },
    },
  ],
  result: { type: "string" },
  example: `const greeting = text.t("welcome.hello", { name: "Maria" });`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([key, params], call) => translate(asText(key), params ?? null, call.context),
};
