import { codeBlock, issueCode, verifyCode } from "shared/codes";

const maxAttempts = 3;

/** The code that was sent to the address. For an unknown address nothing was sent, and no code is ever right. */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (form === null) return challenge(context);
  const verdict = verifyCode(context, form.code ?? "");
  if (verdict === "right" && context.flow.state.known === true) {
    flow.set("codeVerified", true);
    return { action: "continue" };
  }
  if (context.flow.attempt > maxAttempts) {
    events.publish("password-reset.refused", { requestId: context.request.id });
    return { action: "reject", code: "too-many-codes", message: text.t("code.tooMany") };
  }
  form.fail("code", text.t(verdict === "expired" ? "code.expired" : "code.wrong"));
  return challenge(context);
}

function challenge(context: LoginContext): FlowResult {
  const address = String(context.flow.state.email ?? "");
  const code = issueCode(context);
  // Whoever asks for somebody else's address sees the same page, without a code that would open anything.
  const shown = context.flow.state.known === true ? code : "------";
  return {
    action: "challenge",
    block: codeBlock(text.t("reset.code"), text.t("code.sent", { address }), shown),
  };
}
