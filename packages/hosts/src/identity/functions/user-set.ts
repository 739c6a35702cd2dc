import type { FunctionDefinition } from "@scriptyard/host-kit";
import { changeAttribute } from "../flows/attributes.ts";
import { asText } from "../text/argument.ts";
import { changeableIn, unchangeable } from "../text/changeable.ts";
import { privateAttribute } from "../text/secret-name.ts";
import { jsonBytes } from "../text/size.ts";

export const userSet: FunctionDefinition = {
  name: "user.set",
  kind: "effect",
  description:
    "Changes an attribute of the user's profile; the realm's `userAttributes` setting lists those that may be changed. Later nodes see the new value.",
  params: [
    {
      name: "path",
      description: "Name of the attribute, or a path into one: `address.city`.",
      schema: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}(\\.[A-Za-z][A-Za-z0-9_]{0,63}){0,4}$" },
    },
    { name: "value", description: "Any JSON value, up to 8 KB.", schema: {} },
  ],
  example: `user.set("phone", "+43 660 1234567");`,
  capability: "user.write",
  levels: ["production", "development"],
  sensitive: ([path]) => (privateAttribute.test(asText(path)) ? ["/1"] : []),
  check: ([path, value], scope) => {
    const names = asText(path).split(".");
    if (names.some((name) => name === "constructor" || name === "prototype"))
      return `"${asText(path)}" is not an attribute`;
    const changeable = changeableIn(scope.settings);
    if (!changeable.includes(names[0]!)) {
      return unchangeable(names[0]!, changeable);
    }
    return jsonBytes(value) > 8_192 ? `the value of "${asText(path)}" is larger than 8 KB; keep less` : null;
  },
  apply: ([path, value], memory) => changeAttribute(memory, asText(path), value ?? null),
};
