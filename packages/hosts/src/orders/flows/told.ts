import type { JsonObject } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";

/** What the product may tell about an approval. */
export const toldParts = {
  order: "The order: number, customer, currency, lines, note. Left out, the flow asks for one.",
  requester: "Who entered it, or null.",
  approver: "Who opens the page to sign it, or null.",
};

/** What the product may leave out. */
export function completeOrder(told: JsonObject): JsonObject {
  const order = part(told, "order") ?? {};
  const customer = isObject(order.customer) ? order.customer : {};
  const lines = Array.isArray(order.lines) ? order.lines : [];
  return {
    order: {
      number: "new",
      currency: "EUR",
      note: null,
      ...order,
      customer: { id: "", name: "", country: "", openAmount: 0, ...customer },
      lines: lines.map((line): Json => (isObject(line) ? { discountPercent: 0, ...line } : line)),
    },
    requester: person(told, "requester"),
    approver: person(told, "approver"),
  };
}

function person(told: JsonObject, name: keyof typeof toldParts): Json {
  const given = part(told, name);
  return given && { id: "", name: "", role: "", mayApproveUpTo: 0, ...given };
}

function part(told: JsonObject, name: keyof typeof toldParts): JsonObject | null {
  const value = told[name] ?? null;
  if (value === null) return null;
  if (isObject(value)) return value;
  throw new TypeError(`${name}: expected an object${name === "order" ? "" : " or null"}.`);
}
