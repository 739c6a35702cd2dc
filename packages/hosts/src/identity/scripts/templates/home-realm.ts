/**
 * Choose the identity provider by the domain of the e-mail address, and offer to link an existing account.
 * Each outcome needs an edge of its name to the node that talks to that provider.
 */
const providers: { [domain: string]: string } = {
  "example.com": "entra-id",
  "partner.example": "partner-saml",
};

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (form === null) return askForAddress("");

  // Second step: the visitor said whether to link the account they already have.
  if (form.link !== undefined) {
    if (form.link === "yes") flow.set("linkAccount", context.flow.state.email ?? null);
    return { action: "continue", outcome: form.link === "yes" ? "link" : "local" };
  }

  const address = String(form.email ?? "")
    .trim()
    .toLowerCase();
  const provider = providerOf(address);
  if (provider === undefined) {
    form.fail("email", "That does not look like an e-mail address.");
    return askForAddress(address);
  }
  flow.set("email", address);
  if (provider !== null) {
    log.info("provider chosen", { provider });
    return { action: "continue", outcome: provider };
  }
  if (context.user !== null && context.user.email.toLowerCase() === address) return offerLink(address);
  return { action: "continue", outcome: "local" };
}

/** Name of the provider, null for local accounts, undefined when the address is none. */
function providerOf(address: string): string | null | undefined {
  try {
    const labels = email.domain(address).split(".");
    const domains = labels.map((_, index) => labels.slice(index).join("."));
    return domains.map((domain) => providers[domain]).find((found) => found !== undefined) ?? null;
  } catch {
    return undefined;
  }
}

function askForAddress(value: string): FlowResult {
  const field: UiPart = {
    type: "field",
    name: "email",
    kind: "email",
    label: "E-mail",
    autocomplete: "username",
    value,
  };
  return { action: "challenge", block: { title: "Sign in", parts: [field] } };
}

function offerLink(address: string): FlowResult {
  return {
    action: "challenge",
    block: {
      title: "You have an account already",
      parts: [
        { type: "text", text: `There is an account for ${address}. Use it for this sign-in too?` },
        {
          type: "choice",
          name: "link",
          label: "Link the accounts",
          options: [
            { value: "yes", label: "Yes, link them" },
            { value: "no", label: "No, keep them apart" },
          ],
        },
      ],
    },
  };
}
