/** Asks for the current terms when the user has accepted none or an older version. */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const { termsVersion: current, termsUrl } = context.realm.settings;
  const accepted = context.user?.attributes.termsVersion;
  // Versions are dates such as 2026-01, so that text order is time order.
  if (context.user === null || current === undefined) return { action: "continue" };
  if (typeof accepted === "string" && accepted >= current) return { action: "continue" };

  if (form?.accept === true) {
    terms.accept(current);
    log.info("terms accepted", { version: current, before: accepted ?? null });
    return { action: "continue", outcome: "accepted" };
  }
  if (form !== null) form.fail("accept", text.t("terms.needed"));
  return {
    action: "challenge",
    block: {
      title: text.t("terms.title"),
      parts: [
        {
          type: "text",
          text: text.t(typeof accepted === "string" ? "terms.changed" : "terms.first", { version: current }),
        },
        ...(termsUrl ? [{ type: "link" as const, text: text.t("terms.read"), url: termsUrl }] : []),
        { type: "field", name: "accept", kind: "checkbox", label: text.t("terms.accept"), required: true },
      ],
      submit: text.t("terms.submit"),
    },
  };
}
