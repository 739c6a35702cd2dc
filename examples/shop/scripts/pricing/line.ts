/** Ten per cent off from ten pieces on. */
export const onPrice: ScriptyardHooks["onPrice"] = ({ quantity, listPrice }) => {
  const full = quantity * listPrice;
  if (quantity < 10) return { price: full };
  return { price: Math.round(full * 90) / 100, reason: "10 % off from 10 pieces on" };
};
