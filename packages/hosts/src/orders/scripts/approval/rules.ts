/** What the company has agreed on once, so that nobody has to look at every order. */
export function onReview({ order, realm }: OrderContext): OrderVerdict {
  const {
    approveBelow = 1_000,
    refuseAbove = 50_000,
    mostDiscountPercent = 15,
    blockedCustomers = [],
  } = realm.settings;
  const total = money.total(order.lines);
  const discount = Math.max(0, ...order.lines.map((line) => line.discountPercent));
  log.info("checked", { total, discount, customer: order.customer.id });

  if (blockedCustomers.includes(order.customer.id))
    return {
      verdict: "refuse",
      reason: "customer-blocked",
      explanation: "Nothing is sold to this customer.",
    };
  if (total + order.customer.openAmount > refuseAbove)
    return {
      verdict: "refuse",
      reason: "over-limit",
      explanation: `Orders and open amounts together may not be above ${money.text(refuseAbove, order.currency)}.`,
    };
  if (total < approveBelow && discount <= mostDiscountPercent) return { verdict: "approve", route: "small" };
  return { verdict: "approve" };
}
