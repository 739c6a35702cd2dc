/**
 * Send the visitor to another site (consent, payment, identity check) and go on when they are back. The host adds a
 * signed `state` to the address and only lets this very session resume with it. That tells who is back, and nothing about
 * what they did there: the return address, `result=paid` and all, can be opened by anybody who has the link. So the other
 * site signs what it says, with its key from Settings → Partners, and only that counts.
 * The target's host must be on the realm's list of allowed hosts.
 */
const checkout = "https://pay.acme.example/checkout";
const partner = "pay";

export async function onExecute(context: LoginContext, form: LoginForm | null): Promise<FlowResult> {
  const person = context.user;
  if (person === null || person.attributes.plan === "paid") return { action: "continue" };

  // Back from the other site, or pretending to be: null unless the partner has signed it for this very return.
  const answer = form?.result === undefined ? null : await redirect.verify(partner, form);
  if (answer?.result === "paid") {
    flow.set("payment", { reference: answer.reference ?? "", at: context.realm.now });
    return { action: "continue", outcome: "paid" };
  }
  if (answer?.result === "cancelled") return { action: "continue", outcome: "free-plan" };
  if (form?.result !== undefined) log.warn("a return without a valid signature", { partner });

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
