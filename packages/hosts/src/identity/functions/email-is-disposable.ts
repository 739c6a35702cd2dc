import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";
import { disposableDomains } from "../text/disposable-domains.ts";
import { emailDomainOf } from "../text/email.ts";

export const emailIsDisposable: FunctionDefinition = {
  name: "email.isDisposable",
  kind: "host",
  description:
    "Whether an address belongs to a known throw-away mailbox service, its subdomains included. The list is short and never complete.",
  params: [{ name: "email", description: "E-mail address.", schema: { type: "string", maxLength: 320 } }],
  result: { type: "boolean" },
  example: `const throwAway = email.isDisposable("x@mailinator.com"); // true`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([email]) => {
    const labels = emailDomainOf(asText(email)).split(".");
    return labels.some((_, index) => disposableDomains.has(labels.slice(index).join(".")));
  },
};
