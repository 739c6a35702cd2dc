/** Lets every order through, and has somebody look at large first ones. */
export const onOrder: ScriptyardHooks["onOrder"] = ({ customer, total }) => {
  if (customer.orders === 0 && total > 1_000) orders.flag(`First order, and ${total} at once`);
  return { verdict: "accept" };
};
