import type { FunctionDefinition } from "@scriptyard/host-kit";
import { hostProblem } from "../text/allowed-host.ts";

export const flowRedirect: FunctionDefinition = {
  name: "flow.redirect",
  kind: "effect",
  description:
    "Sends the visitor to another site (consent, payment) instead of the next node. The host adds a signed `state` to the address; whoever comes back with it resumes this very session.",
  params: [
    {
      name: "url",
      description: "https, on a host of the realm's allowed list.",
      schema: { type: "string", pattern: "^https://", maxLength: 2000 },
    },
    {
      name: "options",
      optional: true,
      description: "What happens when the visitor is back.",
      schema: {
        type: "object",
        properties: {
          resume: {
            type: "string",
            maxLength: 60,
            description:
              "Outcome by which this node is left then. Without it this node runs again, with the parameters of the return address as `form`.",
          },
        },
        additionalProperties: false,
      },
    },
  ],
  example: `flow.redirect("https://pay.example.com/checkout?plan=pro", { resume: "paid" });`,
  capability: "flow.redirect",
  levels: ["production", "development"],
  check: ([url], scope) => hostProblem(url, scope.allowedHosts),
};
