/** What the approver has just signed, to read once more. */
export function onSlip({ order, signatures }: OrderContext): UiBlock {
  const last = signatures.at(-1);
  return {
    title: `Order ${order.number} is signed`,
    parts: [
      {
        type: "text",
        text: `${order.customer.name}: ${money.text(money.total(order.lines), order.currency)}`,
      },
      ...(last?.comment ? [{ type: "notice" as const, tone: "info" as const, text: last.comment }] : []),
    ],
    submit: "Close",
  };
}
