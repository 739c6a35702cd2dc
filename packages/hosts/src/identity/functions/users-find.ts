import type { FunctionDefinition } from "@scriptyard/host-kit";

export const usersFind: FunctionDefinition = {
  name: "users.find",
  kind: "async",
  byProduct: true,
  description:
    "The accounts with this id, this e-mail address (in any case) or this identity at another provider; an empty list where there is none. Your product answers it (docs/accounts.md). Previews know the demo's accounts and the sample's user.",
  params: [
    {
      name: "by",
      description: "One of the three.",
      schema: {
        anyOf: [
          only("id", { type: "string", minLength: 1, maxLength: 200 }),
          only("email", { type: "string", minLength: 1, maxLength: 320 }),
          only("identity", { $ref: "#/$defs/UserIdentity" }),
        ],
      },
    },
  ],
  result: { type: "array", items: { $ref: "#/$defs/UserAccount" }, maxItems: 20 },
  example: `const accounts = await users.find({ email: "maria@example.com" });
log.info("accounts with this address", accounts.length);`,
  capability: "users.read",
  levels: ["production", "development"],
  answer: async (args, { services, signal }) => services.product.call("users.find", args, { signal }),
};

function only(name: string, schema: { [keyword: string]: unknown }): { [keyword: string]: unknown } {
  return { type: "object", properties: { [name]: schema }, required: [name], additionalProperties: false };
}
