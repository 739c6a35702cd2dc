import type { FunctionDefinition } from "@scriptyard/host-kit";
import { requiredFactors } from "../flows/decided.ts";
import { setIn } from "../flows/set-in.ts";
import { asText } from "../text/argument.ts";

export const userRequireFactor: FunctionDefinition = {
  name: "user.requireFactor",
  kind: "effect",
  description:
    "Notes that this login needs a second factor of a kind. Later nodes find it in `context.flow.state.requiredFactors`, and whoever receives the finished flow finds it there too.",
  params: [
    {
      name: "kind",
      description: "Kind of factor.",
      schema: { type: "string", enum: ["totp", "sms", "email", "webauthn"] },
    },
  ],
  example: `user.requireFactor("webauthn");`,
  capability: "user.factors",
  levels: ["production", "development"],
  // Later nodes read it there, as the description promises.
  apply: ([kind], { decided }) =>
    setIn(decided, "state", "requiredFactors", [...new Set([...requiredFactors(decided), asText(kind)])]),
};
