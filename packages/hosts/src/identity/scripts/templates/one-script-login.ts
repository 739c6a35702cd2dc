/**
 * A whole login in one script. Every `await flow.challenge(…)` shows a block and goes on with what was submitted; what the
 * script knows stays in its variables meanwhile, however long it takes and whichever server goes on with it.
 */
const purpose = "login";
/** A page without a mailbox behind it shows the code itself. Take this out before real visitors come. */
const demo = true;

export async function onExecute(context: LoginContext): Promise<FlowResult> {
  const address = await askAddress(context);
  // The host keeps the code; whoever sends mail hears `code.issued` and collects it by the handle.
  const handle = await code.issue({ purpose, to: address, reveal: demo, tries: 3 });
  for (;;) {
    const submitted = await flow.challenge(codeBlock(address, handle));
    const verdict = await code.verify({ purpose, code: submitted.code ?? "" });
    if (verdict === "right") return welcome(context, address);
    if (verdict === "expired")
      return { action: "reject", code: "code-expired", message: "The code is too old. Please start again." };
    if (verdict === "blocked")
      return {
        action: "reject",
        code: "too-many-codes",
        message: "Too many wrong codes. Please start again later.",
      };
    log.warn("wrong code");
    form.fail("code", "This is not the code. Look for the latest mail.");
  }
}

async function askAddress(context: LoginContext): Promise<string> {
  for (;;) {
    const submitted = await flow.challenge({
      title: "Sign in",
      parts: [
        { type: "field", name: "email", kind: "email", label: "E-mail address", autocomplete: "email" },
      ],
    });
    const address = String(submitted.email ?? "")
      .trim()
      .toLowerCase();
    const expected = context.user?.email.toLowerCase() ?? address;
    if (isAddress(address) && address === expected) return address;
    form.fail("email", "We do not know this address.");
  }
}

function isAddress(text: string): boolean {
  try {
    return email.domain(text) !== "";
  } catch {
    return false;
  }
}

async function welcome(context: LoginContext, address: string): Promise<FlowResult> {
  user.requireFactor("email");
  flow.set("signedInAs", address);
  if (!context.device.known) {
    const { remember } = await flow.challenge({
      title: "You are in",
      parts: [
        { type: "field", name: "remember", kind: "checkbox", label: "Remember this device", required: false },
      ],
    });
    flow.set("rememberDevice", remember === true);
  }
  return { action: "continue" };
}

function codeBlock(address: string, handle: string): UiBlock {
  const parts: UiPart[] = [{ type: "text", text: `We have sent six digits to ${address}.` }];
  // The visitor sees the code where the handle stands, because it was issued with `reveal`.
  if (demo) parts.push({ type: "notice", tone: "info", text: `Demo: the code is ${handle}.` });
  parts.push({ type: "field", name: "code", kind: "code", label: "Code", autocomplete: "one-time-code" });
  return { title: "Your code", parts };
}
