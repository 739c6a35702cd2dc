/** The warehouse packs what is approved, and the books know who signed. */
export function onBooking({ order, signatures }: OrderContext): void {
  publish("orders.approved", {
    number: order.number,
    customer: order.customer.id,
    total: money.total(order.lines),
    signedBy: signatures.map((signature) => signature.by),
  });
}
