import { isObject, type Json } from "@scriptyard/model";

/** Sum of lines of an order, each rounded to cents; infinite for amounts that nobody can pay. What is no line costs nothing. */
export function totalOf(lines: Json): number {
  const cents = (Array.isArray(lines) ? lines : []).map((line) => {
    if (!isObject(line)) return 0;
    const { quantity, price, discountPercent } = line;
    return Math.round(Number(quantity) * Number(price) * (100 - Number(discountPercent ?? 0)));
  });
  return cents.reduce((sum, one) => sum + one, 0) / 100;
}

/** Written by hand: guests and servers of different versions must show the same. */
export function amountText(amount: number, currency: string): string {
  const [whole = "0", cents = "00"] = Math.abs(amount).toFixed(2).split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${currency} ${amount < 0 ? "-" : ""}${grouped}.${cents}`;
}
