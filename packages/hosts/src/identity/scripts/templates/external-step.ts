/**
 * Send the visitor to another site (consent, payment, identity check) and go on when they are back. The host adds a
 * signed `state` to the address and only lets this very session resume with it.
 * The target's host must be on the realm's list of allowed hosts.
 */
const checkout = "https://pay.acme.example/checkout";

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const person = context.user;
  if (person === null || person.attributes.plan === "paid") return { action: "continue" };

  // Back from the other site: its answer is in the form. It came through the visitor's browser, so never trust an
  // amount or a name in it; only "done" or "not done", which the state's signature protects from replays.
  if (form?.result === "paid") {
    flow.set("payment", { reference: String(form.reference ?? ""), at: context.realm.now });
    return { action: "continue", outcome: "paid" };
  }
  if (form?.result === "cancelled") return { action: "continue", outcome: "free-plan" };

  if (form?.start === "no") return { action: "continue", outcome: "free-plan" };

  if (form?.start === "yes") {
    flow.redirect(`${checkout}?customer=${encodeURIComponent(person.id)}`);
    return { action: "continue" }; // the redirect wins; this node runs again when the visitor is back
  }
  return {
    action: "challenge",
    block: {
      title: "Choose your plan",
      parts: [
        { type: "text", text: "Your trial has ended." },
        {
          type: "choice",
          name: "start",
          label: "How do you want to go on?",
          options: [
            { value: "yes", label: "Pay now" },
            { value: "no", label: "Use the free plan" },
          ],
        },
      ],
    },
  };
}
