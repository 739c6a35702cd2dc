import type { FunctionDefinition } from "@scriptyard/host-kit";
import { setIn } from "../flows/set-in.ts";
import { asText } from "../text/argument.ts";
import { secretName } from "../text/secret-name.ts";
import { jsonBytes } from "../text/size.ts";

export const flowSet: FunctionDefinition = {
  name: "flow.set",
  kind: "effect",
  description:
    "Keeps a value for the nodes that come later in this flow; they read it as `context.flow.state`. The last value for a key wins.",
  params: [
    {
      name: "key",
      description: "A letter, then letters, digits, `_`, `.` or `-`; 64 characters at most.",
      schema: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,63}$" },
    },
    { name: "value", description: "Any JSON value, up to 16 KB.", schema: {} },
  ],
  example: `flow.set("riskScore", 40);`,
  capability: "flow.write",
  levels: ["safe", "production", "development"],
  sensitive: ([key]) => (secretName.test(asText(key)) ? ["/1"] : []),
  check: ([key, value]) =>
    jsonBytes(value) > 16_384 ? `the value for "${asText(key)}" is larger than 16 KB; keep less` : null,
  apply: ([key, value], { decided }) => setIn(decided, "state", asText(key), value),
};
