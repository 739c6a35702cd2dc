import { passwordProblem } from "shared/passwords";

/** The new password, twice. The host stores it from the form when the flow is done; the script only judges it. */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (context.flow.state.codeVerified !== true)
    return { action: "reject", code: "not-verified", message: text.t("account.restart") };
  if (form === null) return ask();

  const password = form.password ?? "";
  const person = context.user;
  const problem = passwordProblem(password, [person?.name ?? "", person?.email.split("@")[0] ?? ""]);
  if (problem !== null) form.fail("password", text.t(problem));
  if (password !== form.passwordAgain) form.fail("passwordAgain", text.t("password.differs"));
  if (problem !== null || password !== form.passwordAgain) return ask();

  flow.set("passwordChosen", true);
  return { action: "continue" };
}

function ask(): FlowResult {
  return {
    action: "challenge",
    block: {
      title: text.t("reset.new"),
      parts: [
        {
          type: "field",
          name: "password",
          kind: "password",
          label: text.t("account.password"),
          hint: text.t("account.password.hint"),
          autocomplete: "new-password",
        },
        {
          type: "field",
          name: "passwordAgain",
          kind: "password",
          label: text.t("reset.again"),
          autocomplete: "new-password",
        },
      ],
      submit: text.t("reset.submit"),
    },
  };
}
