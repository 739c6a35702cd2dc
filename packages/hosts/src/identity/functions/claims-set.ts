import type { FunctionDefinition } from "@scriptyard/host-kit";
import { setIn } from "../flows/set-in.ts";
import { asText } from "../text/argument.ts";
import { jsonBytes } from "../text/size.ts";

/** Claims that the identity server sets itself; a script that could set them could forge a token. */
const reserved = new Set(
  "iss sub aud exp nbf iat jti nonce azp acr amr auth_time at_hash c_hash s_hash sid client_id scope cnf typ".split(
    " ",
  ),
);

export const claimsSet: FunctionDefinition = {
  name: "claims.set",
  kind: "effect",
  description:
    "Adds a claim to the tokens of this login. The last value for a name wins. Names that the identity server sets itself (iss, sub, aud, exp …) are refused.",
  params: [
    {
      name: "name",
      description: "Of a private claim, or a URL of yours for a public one.",
      schema: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_:./-]{0,199}$" },
    },
    { name: "value", description: "Any JSON value, up to 4 KB.", schema: {} },
  ],
  example: `claims.set("department", "finance");`,
  capability: "claims.write",
  levels: ["production", "development"],
  check: ([name, value]) => {
    if (reserved.has(asText(name)))
      return `"${asText(name)}" is reserved: the identity server sets it; choose another name`;
    return jsonBytes(value) > 4_096 ? `the value of "${asText(name)}" is larger than 4 KB; keep less` : null;
  },
  apply: ([name, value], { decided }) => setIn(decided, "claims", asText(name), value),
};
