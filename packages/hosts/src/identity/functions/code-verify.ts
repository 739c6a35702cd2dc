import type { FunctionDefinition } from "@scriptyard/host-kit";
import type { CodeVerdict } from "@scriptyard/model";

/** Typed over the vocabulary without loading it: workers load this file, and Zod stays out of them. */
const verdicts: Record<CodeVerdict, true> = { right: true, wrong: true, expired: true, blocked: true };

export const codeVerify: FunctionDefinition = {
  name: "code.verify",
  kind: "async",
  description:
    "Whether what was typed is the code issued last for this purpose. Every call counts as a try, whatever becomes of the script; a right code is right once. `blocked`: too many wrong tries, here or for this user or address within the hour: end the flow.",
  params: [
    {
      name: "given",
      description: "What was typed, and what for. Spaces and dashes in the code do not matter.",
      schema: {
        type: "object",
        properties: {
          purpose: {
            type: "string",
            pattern: "^[a-z][a-z0-9-]{0,39}$",
            description: "As it was issued for.",
          },
          code: { type: "string", description: "As the visitor typed it.", "x-sensitive": true },
        },
        required: ["purpose", "code"],
        additionalProperties: false,
      },
    },
  ],
  result: { enum: Object.keys(verdicts) },
  example: `const verdict = await code.verify({ purpose: "login", code: "123 456" });
if (verdict === "blocked") log.warn("too many wrong codes");`,
  capability: "codes",
  levels: ["production", "development"],
  answer: async ([given], { services }) => {
    const { purpose, code } = given as { purpose: string; code: string };
    return services.codes.verify({ purpose, code });
  },
};
