/**
 * Ask for the terms when the accepted version is older than the current one, and record who accepted what.
 * Versions are dates, so comparing the texts compares the dates.
 */
const currentVersion = "2026-01";

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const accepted = context.user?.attributes.termsVersion;
  if (typeof accepted === "string" && accepted >= currentVersion) return { action: "continue" };

  // The visitor has answered: a ticked box arrives as `true`.
  if (form?.accept === true) {
    terms.accept(currentVersion);
    return { action: "continue" };
  }
  if (form?.decline === true)
    return { action: "reject", code: "terms-declined", message: "You can come back any time." };
  if (form !== null) form.fail("accept", "Please accept the terms to go on.");

  const news =
    typeof accepted === "string" ? `Our terms have changed since ${accepted}.` : "Please read our terms.";
  return {
    action: "challenge",
    block: {
      title: "Terms of service",
      parts: [
        { type: "text", text: news },
        {
          type: "field",
          name: "accept",
          kind: "checkbox",
          label: `I accept version ${currentVersion}`,
          required: false,
        },
        {
          type: "field",
          name: "decline",
          kind: "checkbox",
          label: "I do not accept and leave",
          required: false,
        },
      ],
      submit: "Continue",
    },
  };
}
