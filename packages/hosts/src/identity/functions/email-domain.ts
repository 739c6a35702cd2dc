import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";
import { emailDomainOf } from "../text/email.ts";

export const emailDomain: FunctionDefinition = {
  name: "email.domain",
  kind: "host",
  description:
    "The part of an e-mail address after the `@`, in lower case; international names in their ASCII form.",
  params: [{ name: "email", description: "E-mail address.", schema: { type: "string", maxLength: 320 } }],
  result: { type: "string" },
  example: `const domain = email.domain("Maria@Example.com"); // "example.com"`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([email]) => emailDomainOf(asText(email)),
};
