import { codeBlock, issueCode, verifyCode } from "shared/codes";

/** Proves that the address is the visitor's: a code goes there and has to come back. */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const address = context.flow.state.email;
  if (typeof address !== "string")
    return { action: "reject", code: "no-address", message: text.t("account.restart") };
  if (form === null) return challenge(context, address);

  const verdict = verifyCode(context, form.code ?? "");
  if (verdict === "right") {
    flow.set("emailVerified", true);
    return { action: "continue" };
  }
  if (context.flow.attempt > 5)
    return { action: "reject", code: "too-many-codes", message: text.t("code.tooMany") };
  form.fail("code", text.t(verdict === "wrong" ? "code.wrong" : "code.expired"));
  return challenge(context, address);
}

function challenge(context: LoginContext, address: string): FlowResult {
  const hint = text.t("code.sent", { address });
  return { action: "challenge", block: codeBlock(text.t("verifyEmail.title"), hint, issueCode(context)) };
}
