import { codeBlock, pretendCode, type Sent, sendCode, sentCode } from "shared/codes";

const purpose = "password-reset";

/** The code that was sent to the address. For an unknown address nothing was sent, and no code is ever right. */
export async function onExecute(context: LoginContext, form: LoginForm | null): Promise<FlowResult> {
  if (form === null) return challenge(context, await send(context));
  const known = context.flow.state.known === true;
  const verdict = await code.verify({ purpose, code: form.code ?? "" });
  if (verdict === "right" && known) {
    flow.set("codeVerified", true);
    return { action: "continue" };
  }
  if (verdict === "blocked") {
    events.publish("password-reset.refused", { requestId: context.request.id });
    return { action: "reject", code: "too-many-codes", message: text.t("code.tooMany") };
  }
  form.fail("code", text.t(verdict === "expired" ? "code.expired" : "code.wrong"));
  const sent = verdict === "expired" ? null : sentCode(context);
  return challenge(context, sent ?? (await send(context)));
}

/** Whoever asks for somebody else's address sees the same page, as quickly; that code is sent to nobody. */
function send(context: LoginContext): Promise<Sent> {
  const address = String(context.flow.state.email ?? "");
  return context.flow.state.known === true
    ? sendCode(context, purpose, address)
    : pretendCode(purpose, address);
}

function challenge(context: LoginContext, { handle, address }: Sent): FlowResult {
  const hint = text.t("code.sent", { address });
  const shown = context.flow.state.known === true ? handle : null;
  return { action: "challenge", block: codeBlock(context, text.t("reset.code"), hint, shown) };
}
