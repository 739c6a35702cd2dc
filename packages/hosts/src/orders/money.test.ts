import { expect, test } from "vitest";
import { amountText, totalOf } from "./money.ts";

test("each line is rounded to cents, and discounts come off", () => {
  const line = (quantity: number, price: number, discountPercent = 0) => ({
    quantity,
    price,
    discountPercent,
  });
  expect(totalOf([line(3, 1.1), line(2, 19.99, 10)])).toBe(39.28);
  expect(totalOf([line(1, 0.1), line(1, 0.2)])).toBe(0.3);
  expect(totalOf([])).toBe(0);
  expect(totalOf([line(1e300, 1e300)])).toBe(Number.POSITIVE_INFINITY);
});

test("amounts are grouped by thousands and have two decimals", () => {
  expect(amountText(1240.5, "EUR")).toBe("EUR 1,240.50");
  expect(amountText(0, "USD")).toBe("USD 0.00");
  expect(amountText(-1_234_567.891, "EUR")).toBe("EUR -1,234,567.89");
  expect(amountText(999, "EUR")).toBe("EUR 999.00");
});
