import { codeBlock, type Sent, sendCode, sentCode } from "shared/codes";

const purpose = "verify-email";

/** Proves that the address is the visitor's: a code goes there and has to come back. */
export async function onExecute(context: LoginContext, form: LoginForm | null): Promise<FlowResult> {
  const address = context.flow.state.email;
  if (typeof address !== "string")
    return { action: "reject", code: "no-address", message: text.t("account.restart") };
  if (form === null) return challenge(context, await sendCode(context, purpose, address));

  const verdict = await code.verify({ purpose, code: form.code ?? "" });
  if (verdict === "right") {
    flow.set("emailVerified", true);
    return { action: "continue" };
  }
  if (verdict === "blocked")
    return { action: "reject", code: "too-many-codes", message: text.t("code.tooMany") };
  form.fail("code", text.t(verdict === "wrong" ? "code.wrong" : "code.expired"));
  const sent = verdict === "wrong" ? sentCode(context) : null;
  return challenge(context, sent ?? (await sendCode(context, purpose, address)));
}

function challenge(context: LoginContext, { handle, address }: Sent): FlowResult {
  const hint = text.t("code.sent", { address });
  return { action: "challenge", block: codeBlock(context, text.t("verifyEmail.title"), hint, handle) };
}
