/** Ten per cent off from ten pieces on, twenty while the warehouse is full. */
export const onPrice: ScriptyardHooks["onPrice"] = async (line) => {
  const full = line.quantity * line.listPrice;
  if (line.quantity < 10) return { price: money.round(full, line.currency) };
  const { available } = await stock.level(line.sku);
  const percent = available > 200 ? 20 : 10;
  log.info("discount", { sku: line.sku, percent });
  return {
    price: money.round((full * (100 - percent)) / 100, line.currency),
    reason: `${percent} % off from 10 pieces on`,
  };
};
