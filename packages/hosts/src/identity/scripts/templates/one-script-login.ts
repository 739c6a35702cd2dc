/**
 * A whole login in one script. Every `await flow.challenge(…)` shows a block and goes on with what was submitted; what the
 * script knows stays in its variables meanwhile, however long it takes and whichever server goes on with it.
 */
const maxTries = 3;
const lifetimeMinutes = 10;

export async function onExecute(context: LoginContext): Promise<FlowResult> {
  const address = await askAddress(context);
  const code = String(Math.floor(random() * 1_000_000)).padStart(6, "0");
  const sentAt = Date.now();

  for (let tries = 1; tries <= maxTries; tries++) {
    const submitted = await flow.challenge(codeBlock(address, code));
    if (Date.now() - sentAt > lifetimeMinutes * 60_000)
      return { action: "reject", code: "code-expired", message: "The code is too old. Please start again." };
    if (submitted.code === code) return welcome(context, address);
    log.warn("wrong code", { tries });
    form.fail("code", "This is not the code. Look for the latest mail.");
  }
  return {
    action: "reject",
    code: "too-many-codes",
    message: "Too many wrong codes. Please start again later.",
  };
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
    if (/^\S+@\S+\.\S+$/.test(address) && address === expected) return address;
    form.fail("email", "We do not know this address.");
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

function codeBlock(address: string, code: string): UiBlock {
  return {
    title: "Your code",
    parts: [
      { type: "text", text: `We have sent six digits to ${address}.` },
      // A real realm sends the code; this template has no mailbox, so it shows it.
      { type: "notice", tone: "info", text: `Demo: the code is ${code}.` },
      { type: "field", name: "code", kind: "code", label: "Code", autocomplete: "one-time-code" },
    ],
  };
}
