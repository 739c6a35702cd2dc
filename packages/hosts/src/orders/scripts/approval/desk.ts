/** Somebody who may sign an order of that amount reads it, and signs or refuses. */
export function onReview(context: OrderContext, answer: OrderAnswer | null): OrderVerdict {
  const { order, approver } = context;
  const total = money.total(order.lines);
  if (approver !== null && approver.mayApproveUpTo < total)
    return {
      verdict: "refuse",
      reason: "not-yours",
      explanation: `${approver.name} may sign up to ${money.text(approver.mayApproveUpTo, order.currency)}.`,
    };

  if (answer !== null) {
    const comment = typeof answer.comment === "string" ? answer.comment.trim() : "";
    const name = approver?.name ?? (typeof answer.name === "string" ? answer.name.trim() : "");
    if (name === "") answer.fail("name", "Write your name.");
    else if (answer.decision === "yes") {
      approval.sign(name, comment);
      return { verdict: "approve" };
    } else if (answer.decision !== "no") answer.fail("decision", "Choose one of them.");
    else if (comment === "") answer.fail("comment", "Say why you refuse it.");
    else return { verdict: "refuse", reason: "not-signed", explanation: `${name}: ${comment}` };
  }
  return {
    verdict: "ask",
    page: {
      title: `Order ${order.number}, ${money.text(total, order.currency)}`,
      parts: [
        { type: "text", text: `${order.customer.name} orders:` },
        ...order.lines.slice(0, 30).map((line) => ({
          type: "text" as const,
          text: `${line.quantity} × ${line.text}, ${money.text(line.price, order.currency)}${line.discountPercent > 0 ? `, less ${line.discountPercent} %` : ""}`,
        })),
        ...(order.note === null
          ? []
          : [{ type: "notice" as const, tone: "info" as const, text: order.note }]),
        ...(approver === null
          ? [{ type: "field" as const, name: "name", kind: "text" as const, label: "Your name" }]
          : []),
        {
          type: "choice",
          name: "decision",
          label: "What do you decide?",
          options: [
            { value: "yes", label: "Sign it" },
            { value: "no", label: "Refuse it" },
          ],
        },
        { type: "field", name: "comment", kind: "text", label: "Comment", required: false },
      ],
      submit: "Decide",
    },
  };
}
