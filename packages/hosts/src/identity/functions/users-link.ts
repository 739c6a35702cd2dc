import type { FunctionDefinition } from "@scriptyard/host-kit";

const id = { type: "string", minLength: 1, maxLength: 200 };

export const usersLink: FunctionDefinition = {
  name: "users.link",
  kind: "async",
  byProduct: true,
  description:
    "Links one account to another: from then on what signed in to `other` signs in to `id`, and `other` is no account of its own any more. Attributes of `id` stay; those it has not come from `other`. Link only what is proved to be the same person: an address that both sides have verified. Answers the account that is left. Your product answers it (docs/accounts.md); in previews nothing is linked.",
  params: [
    { name: "id", description: "The account that stays.", schema: id },
    { name: "other", description: "The account that goes into it.", schema: id },
  ],
  result: { $ref: "#/$defs/UserAccount" },
  example: `const account = await users.link("u_1042", "u_3310");
log.info("signs in by", account.identities.length);`,
  capability: "users.write",
  levels: ["production", "development"],
  answer: async (args, { services, signal }) => services.product.call("users.link", args, { signal }),
};
