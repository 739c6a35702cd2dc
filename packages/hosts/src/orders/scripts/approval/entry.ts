/** Whoever opens the page without an order is asked for one. */
export function onReview(context: OrderContext, answer: OrderAnswer | null): OrderVerdict {
  if (context.order.lines.length > 0) return { verdict: "approve" };

  if (answer !== null) {
    const customer = textOf(answer.customer);
    const text = textOf(answer.text);
    const price = Number(textOf(answer.price).replace(",", "."));
    if (customer === "") answer.fail("customer", "Whose order is it?");
    if (text === "") answer.fail("text", "Say what is ordered.");
    if (!(price > 0)) answer.fail("price", "Write an amount such as 1250.50.");
    if (customer !== "" && text !== "" && price > 0) {
      orders.setCustomer(customer);
      orders.addLine({ article: "MANUAL", text, quantity: 1, price, discountPercent: 0 });
      return { verdict: "approve" };
    }
  }
  return {
    verdict: "ask",
    page: {
      title: "A new order",
      parts: [
        { type: "field", name: "customer", kind: "text", label: "Customer" },
        { type: "field", name: "text", kind: "text", label: "What is ordered" },
        { type: "field", name: "price", kind: "text", label: `Amount in ${context.order.currency}` },
      ],
      submit: "Send for approval",
    },
  };
}

const textOf = (value: string | boolean | undefined): string =>
  typeof value === "string" ? value.trim() : "";
