import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";

export const codeIssue: FunctionDefinition = {
  name: "code.issue",
  kind: "async",
  description:
    "Makes a one-time code from the host's randomness, bound to this session, user and purpose, and answers its handle. The code itself never reaches scripts or recordings. With `to`, the message `code.issued` goes out at once with the handle; your mailer collects the code with it (docs/one-time-codes.md). An earlier code of the same purpose is no good from then on; a session gets five of a purpose. Previews make nothing: there `123456` is right and `000000` too old.",
  params: [
    {
      name: "order",
      description: "What kind of code.",
      schema: {
        type: "object",
        properties: {
          purpose: {
            type: "string",
            pattern: "^[a-z][a-z0-9-]{0,39}$",
            description: "What it is for; a code of another purpose is wrong.",
          },
          digits: { type: "integer", minimum: 6, maximum: 10, description: "Default 6." },
          ttlSeconds: { type: "integer", minimum: 30, maximum: 3600, description: "Default 600." },
          tries: {
            type: "integer",
            minimum: 1,
            maximum: 10,
            description: "Wrong tries it bears. Default 5.",
          },
          to: {
            type: "string",
            maxLength: 320,
            description:
              "Address to send it to. Wrong tries are then counted by the address instead of the user, over all sessions. Without it nobody is told of the code.",
          },
          locale: { type: "string", maxLength: 35, description: "Language of the message it is sent in." },
          reveal: {
            type: "boolean",
            description:
              "Show the visitor the code where a block holds the handle. For demos only: whoever sees the page needs no mailbox.",
          },
        },
        required: ["purpose"],
        additionalProperties: false,
      },
    },
  ],
  result: { type: "string", pattern: "^cod_[0-9a-hjkmnp-tv-z]{26}$" },
  example: `const handle = await code.issue({ purpose: "login", to: "maria@example.com" });`,
  capability: "codes",
  levels: ["production", "development"],
  answer: async ([order], { services }) => {
    const { purpose, digits, ttlSeconds, tries, to, locale, reveal } = order as Order;
    return services.codes.issue({
      purpose: asText(purpose),
      digits: digits ?? 6,
      ttlSeconds: ttlSeconds ?? 600,
      tries: tries ?? 5,
      to: to === undefined || to.trim() === "" ? null : to.trim(),
      locale: locale ?? null,
      reveal: reveal ?? false,
    });
  },
};

type Order = {
  purpose: string;
  digits?: number;
  ttlSeconds?: number;
  tries?: number;
  to?: string;
  locale?: string;
  reveal?: boolean;
};
