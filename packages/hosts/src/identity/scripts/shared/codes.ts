/**
 * One-time codes. A script keeps nothing between two runs but `flow.set`, so a code's hash travels in the flow's state
 * and the code itself is never stored. Each code is good for one try and for ten minutes.
 */

const lifetimeMs = 10 * 60 * 1000;

/** Makes a code of six digits and remembers its hash in the flow. Send it to the visitor; here the demo shows it. */
export function issueCode(context: LoginContext): string {
  const code = String(Math.floor(random() * 1_000_000)).padStart(6, "0");
  flow.set("codeHash", fingerprint(context, code));
  flow.set("codeExpires", Date.parse(context.realm.now) + lifetimeMs);
  return code;
}

/** Whether the submitted code is the one issued last. */
export function verifyCode(context: LoginContext, submitted: string): "right" | "wrong" | "expired" {
  const { codeHash, codeExpires } = context.flow.state;
  if (typeof codeHash !== "string" || typeof codeExpires !== "number") return "expired";
  if (Date.parse(context.realm.now) > codeExpires) return "expired";
  return fingerprint(context, submitted.replace(/\s/g, "")) === codeHash ? "right" : "wrong";
}

/** The form that asks for a code. */
export function codeBlock(title: string, hint: string, code: string): UiBlock {
  return {
    title,
    parts: [
      { type: "text", text: hint },
      // A real realm sends the code; the demo has no mailbox, so it shows it.
      { type: "notice", tone: "info", text: text.t("code.demo", { code }) },
      {
        type: "field",
        name: "code",
        kind: "code",
        label: text.t("code.label"),
        pattern: "[0-9 ]{6,8}",
        autocomplete: "one-time-code",
      },
    ],
    submit: text.t("code.submit"),
  };
}

/** Bound to the flow session, so that a hash is worth nothing in another one. */
function fingerprint(context: LoginContext, code: string): string {
  return hash.sha256(`${context.flow.sessionId}:${code}`);
}
