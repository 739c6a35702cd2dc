import type { FunctionDefinition } from "@scriptyard/host-kit";
import { destinationProblem, type Json } from "@scriptyard/model";
import { asText } from "../text/argument.ts";

export const flowRedirect: FunctionDefinition = {
  name: "flow.redirect",
  kind: "effect",
  description:
    "Sends the visitor to another site (consent, payment) instead of the next node. The host adds a signed `state` to the address; whoever comes back with it resumes this very session. That says who comes back, and nothing about what happened there: the visitor can open the return address without ever leaving. Believe only what `redirect.verify` answers.",
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
              "Outcome by which this node is left when the visitor is back with a return that `partner` has signed; it needs an edge. Otherwise this node runs again, with the parameters of the return address as `form`.",
          },
          partner: {
            type: "string",
            pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
            maxLength: 60,
            description: "Whose signature the return needs: a name from Settings → Partners.",
          },
        },
        additionalProperties: false,
      },
    },
  ],
  example: `flow.redirect("https://pay.example.com/checkout?plan=pro", { resume: "paid", partner: "pay" });`,
  capability: "flow.redirect",
  levels: ["production", "development"],
  check: ([url, options], scope) =>
    destinationProblem(asText(url), scope.allowedHosts) ?? resumeProblem(optionsOf(options)),
  leaves: ([url, options]) => {
    const { resume = null, partner = null } = optionsOf(options);
    return { url: asText(url), resume, partner };
  },
  resumesBy: { argument: 1, member: "resume" },
};

/** Coming back proves nothing, so no outcome is taken for it alone. */
function resumeProblem({ resume, partner }: Options): string | null {
  if (resume === undefined || partner !== undefined) return null;
  return `resume: "${resume}" would be taken by whoever opens the return address. Name the partner that signs the return, or leave resume out and check it with redirect.verify`;
}

type Options = { resume?: string; partner?: string };

/** Held by the schema already. */
const optionsOf = (options: Json | undefined): Options => (options ?? {}) as Options;
