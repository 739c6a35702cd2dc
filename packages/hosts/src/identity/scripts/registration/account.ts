import { passwordProblem } from "shared/passwords";

/** First step of a registration: e-mail and password, each checked, with messages in the visitor's language. */
export function onExecute(_context: LoginContext, form: LoginForm | null): FlowResult {
  if (form === null) return ask("", "");
  const address = String(form.email ?? "").trim();
  const name = String(form.name ?? "").trim();
  const password = form.password ?? "";

  const wrong: [field: string, key: string][] = [];
  if (name.length < 2) wrong.push(["name", "account.name.wrong"]);
  const addressKey = addressProblem(address);
  if (addressKey !== null) wrong.push(["email", addressKey]);
  const passwordKey = passwordProblem(password, [name, address.split("@")[0] ?? ""]);
  if (passwordKey !== null) wrong.push(["password", passwordKey]);
  for (const [field, key] of wrong) form.fail(field, text.t(key));
  if (wrong.length > 0) return ask(address, name);

  // The host makes the account from the submitted form; the script only judges it and never keeps the password.
  flow.set("email", address.toLowerCase());
  flow.set("name", name);
  log.info("registration started", { domain: email.domain(address) });
  return { action: "continue" };
}

function addressProblem(address: string): string | null {
  try {
    return email.isDisposable(address) ? "account.email.disposable" : null;
  } catch {
    return "account.email.wrong";
  }
}

function ask(address: string, name: string): FlowResult {
  return {
    action: "challenge",
    block: {
      title: text.t("account.title"),
      parts: [
        {
          type: "field",
          name: "name",
          kind: "text",
          label: text.t("account.name"),
          autocomplete: "name",
          value: name,
        },
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
          hint: text.t("account.password.hint"),
          autocomplete: "new-password",
        },
      ],
      submit: text.t("account.submit"),
    },
  };
}
