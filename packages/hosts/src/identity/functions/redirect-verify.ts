import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";

export const redirectVerify: FunctionDefinition = {
  name: "redirect.verify",
  kind: "async",
  description:
    "What the site that a visitor was sent to has signed for this very return; null when the signature is missing or wrong. Everything in the return address came through the visitor's browser: without this, whoever has the link can say `paid`. The partner signs with the key from Settings → Partners, over all parameters with the `state` (docs/external-steps.md). In previews the signature `valid` is taken for good.",
  params: [
    {
      name: "partner",
      description: "Name of the partner whose key it must be.",
      schema: { type: "string", pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", maxLength: 60 },
    },
    {
      name: "form",
      description: "What came back, as this node was given it.",
      schema: { anyOf: [{ $ref: "#/$defs/LoginForm" }, { type: "null" }] },
    },
  ],
  result: { anyOf: [{ type: "object", additionalProperties: { type: "string" } }, { type: "null" }] },
  example: `const paid = await redirect.verify("pay", form);
if (paid?.result === "paid") log.info("paid", { reference: paid.reference ?? null });`,
  capability: "flow.redirect",
  levels: ["production", "development"],
  answer: async ([partner, form], { services }) => {
    const params = Object.entries(form ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return services.returns.verify({ partner: asText(partner), params: Object.fromEntries(params) });
  },
};
