/**
 * A second signature for large orders, and not by whoever signed first.
 *
 * Settings: `approveBelow`. Put it behind the step that asks for the first signature.
 */
export function onReview(context: OrderContext, answer: OrderAnswer | null): OrderVerdict {
  const { order, signatures, realm } = context;
  const { approveBelow = 1_000 } = realm.settings;
  const total = money.total(order.lines);
  if (total < 10 * approveBelow) return { verdict: "approve" };

  const first = signatures.at(0)?.by ?? null;
  const name = typeof answer?.name === "string" ? answer.name.trim() : "";
  if (answer !== null) {
    if (name === "") answer.fail("name", "Write your name.");
    else if (name === first) answer.fail("name", `${name} has signed already. Somebody else has to.`);
    else {
      approval.sign(name);
      return { verdict: "approve" };
    }
  }
  return {
    verdict: "ask",
    page: {
      title: "A second signature",
      parts: [
        {
          type: "text",
          text: `${order.customer.name}, ${money.text(total, order.currency)}. Signed by ${first ?? "nobody"}.`,
        },
        { type: "field", name: "name", kind: "text", label: "Your name" },
      ],
      submit: "Sign it",
    },
  };
}
