/**
 * Asks whose password it is. The answer is the same for known and unknown addresses: a reset form must not tell who has
 * an account here.
 */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (form === null) return ask("");
  const address = String(form.email ?? "")
    .trim()
    .toLowerCase();
  if (!isAddress(address)) {
    form.fail("email", text.t("account.email.wrong"));
    return ask(address.slice(0, 320));
  }
  const known = context.user !== null && context.user.email.toLowerCase() === address;
  flow.set("email", address);
  flow.set("known", known);
  if (!known) log.info("reset asked for an address that is not this visitor's");
  return { action: "continue" };
}

function isAddress(text: string): boolean {
  try {
    return email.domain(text) !== "";
  } catch {
    return false;
  }
}

function ask(address: string): FlowResult {
  return {
    action: "challenge",
    block: {
      title: text.t("reset.title"),
      parts: [
        { type: "text", text: text.t("reset.hint") },
        {
          type: "field",
          name: "email",
          kind: "email",
          label: text.t("account.email"),
          autocomplete: "email",
          value: address,
        },
      ],
    },
  };
}
