import type { FunctionDefinition } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { asText } from "../text/argument.ts";
import { changeableIn, unchangeable } from "../text/changeable.ts";
import { privateAttribute } from "../text/secret-name.ts";
import { jsonBytes } from "../text/size.ts";

const names = { type: "array", items: { type: "string", minLength: 1, maxLength: 100 }, maxItems: 100 };

export const usersUpdate: FunctionDefinition = {
  name: "users.update",
  kind: "async",
  byProduct: true,
  description:
    "Changes an account at once, and answers it as it is then; what is not named stays. It stays changed whatever becomes of the script, and `context.user` stays what it was. Attributes are those that the realm's `userAttributes` setting lists; null removes one. Your product answers it (docs/accounts.md); in previews nothing is changed.",
  params: [
    {
      name: "id",
      description: "Whose account.",
      schema: { type: "string", minLength: 1, maxLength: 200 },
    },
    {
      name: "changes",
      description: "What is different from now on.",
      schema: {
        type: "object",
        properties: {
          email: { type: "string", maxLength: 320 },
          emailVerified: { type: "boolean" },
          name: { type: "string", maxLength: 300 },
          locale: { type: "string", maxLength: 35 },
          roles: names,
          groups: names,
          attributes: {
            type: "object",
            description: "By name; up to 8 KB together.",
            additionalProperties: {},
          },
        },
        additionalProperties: false,
      },
    },
  ],
  result: { $ref: "#/$defs/UserAccount" },
  example: `const account = await users.update("u_1042", { email: "maria@example.org", emailVerified: false });
log.info("changed", account.email);`,
  capability: "users.write",
  levels: ["production", "development"],
  sensitive: ([, changes]) =>
    Object.keys(attributesIn(changes))
      .filter((name) => privateAttribute.test(name))
      .map((name) => `/1/attributes/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  answer: async (args, { services, signal, context }) => {
    const attributes = attributesIn(args[1]);
    const changeable = changeableIn(isObject(context) ? context : {});
    const wrong = Object.keys(attributes).find((name) => !changeable.includes(name));
    if (wrong !== undefined) throw new TypeError(unchangeable(wrong, changeable));
    if (jsonBytes(attributes) > 8_192)
      throw new TypeError(`the attributes of "${asText(args[0])}" are larger than 8 KB; keep less`);
    return services.product.call("users.update", args, { signal });
  },
};

function attributesIn(changes: Json | undefined): { [name: string]: Json } {
  const { attributes } = isObject(changes) ? changes : {};
  return isObject(attributes) ? attributes : {};
}
