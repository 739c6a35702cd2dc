/**
 * One-time codes. The host makes and keeps them; a script only holds a handle, so nothing in its state or its recording
 * says what the code is.
 */

export type Sent = { handle: string; address: string };

/** Makes a code and has it sent: whoever sends mail hears `code.issued` and collects the code by its handle. */
export async function sendCode(context: LoginContext, purpose: string, address: string): Promise<Sent> {
  const reveal = context.realm.settings.showCodes === true;
  const handle = await code.issue({ purpose, to: address, locale: context.request.locale, reveal });
  return keep({ handle, address });
}

/** Makes a code that nobody gets: for an address without an account, where everything has to look and last the same. */
export async function pretendCode(purpose: string, address: string): Promise<Sent> {
  return keep({ handle: await code.issue({ purpose }), address });
}

function keep(sent: Sent): Sent {
  flow.set("codeSent", sent);
  return sent;
}

/** The code that was sent last, to ask for it again. */
export function sentCode(context: LoginContext): Sent | null {
  const sent = context.flow.state.codeSent as Sent | undefined;
  return typeof sent?.handle === "string" && typeof sent.address === "string" ? sent : null;
}

/** The form that asks for a code. `handle` null: nothing was sent, and the page must look the same. */
export function codeBlock(
  context: LoginContext,
  title: string,
  hint: string,
  handle: string | null,
): UiBlock {
  const shown = text.t("code.demo", { code: handle ?? "------" });
  // The demo has no mailbox, so its page shows the code; in other realms this part is not there.
  const demo: UiPart[] =
    context.realm.settings.showCodes === true ? [{ type: "notice", tone: "info", text: shown }] : [];
  return {
    title,
    parts: [
      { type: "text", text: hint },
      ...demo,
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
