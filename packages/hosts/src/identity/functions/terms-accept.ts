import type { FunctionDefinition } from "@scriptyard/host-kit";
import { changeAttribute } from "../flows/attributes.ts";
import { asText } from "../text/argument.ts";

export const termsAccept: FunctionDefinition = {
  name: "terms.accept",
  kind: "effect",
  description:
    "Records that the user has accepted a version of the terms now. Later it reads as `context.user.attributes.termsVersion` and `termsAcceptedAt`.",
  params: [
    {
      name: "version",
      description: "As the realm's settings name it.",
      schema: { type: "string", minLength: 1, maxLength: 40 },
    },
  ],
  example: `terms.accept("2026-01");`,
  capability: "terms.write",
  levels: ["production", "development"],
  apply: ([version], memory, { now }) => {
    memory.decided.acceptedTerms = asText(version);
    changeAttribute(memory, "termsVersion", asText(version));
    changeAttribute(memory, "termsAcceptedAt", new Date(now).toISOString());
  },
};
