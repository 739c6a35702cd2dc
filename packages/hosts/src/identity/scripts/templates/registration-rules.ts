/**
 * Rules for a registration: no throw-away mailboxes, passwords that are long rather than clever, and every message in
 * the visitor's language. The texts come from the realm's `texts` setting; a missing one shows its key.
 */
const minimumLength = 10;
const partnerDomains = ["example.com"]; // colleagues may use short passwords: they sign in with a card

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (form === null) return ask("");
  const address = String(form.email ?? "").trim();
  const password = form.password ?? "";

  const problems = { email: emailProblem(address), password: passwordProblem(password, address) };
  for (const [field, key] of Object.entries(problems))
    if (key !== null) form.fail(field, text.t(key, { length: minimumLength }));
  if (problems.email !== null || problems.password !== null) return ask(address);

  flow.set("email", address.toLowerCase());
  log.info("registration accepted", { locale: context.request.locale });
  return { action: "continue" };
}

function emailProblem(address: string): string | null {
  try {
    return email.isDisposable(address) ? "account.email.disposable" : null;
  } catch {
    return "account.email.wrong";
  }
}

function passwordProblem(password: string, address: string): string | null {
  const partner = partnerDomains.some((domain) => address.toLowerCase().endsWith(`@${domain}`));
  if (password.length < (partner ? 8 : minimumLength)) return "password.short";
  if (new Set(password).size < 5) return "password.repeated";
  const mailbox = address.split("@")[0] ?? "";
  return mailbox.length >= 4 && password.toLowerCase().includes(mailbox.toLowerCase())
    ? "password.personal"
    : null;
}

function ask(address: string): FlowResult {
  return {
    action: "challenge",
    block: {
      title: text.t("account.title"),
      parts: [
        {
          type: "field",
          name: "email",
          kind: "email",
          label: text.t("account.email"),
          autocomplete: "email",
          value: address,
        },
        {
          type: "field",
          name: "password",
          kind: "password",
          label: text.t("account.password"),
          autocomplete: "new-password",
        },
      ],
    },
  };
}
