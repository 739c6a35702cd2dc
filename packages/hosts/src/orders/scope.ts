import { isObject, type Json } from "@scriptyard/model";

/** The order's number, whose order it is, and who entered it. */
export function orderSubject([context]: readonly Json[]): string[] {
  if (!isObject(context)) return [];
  const { order, requester } = context;
  const { number, customer } = isObject(order) ? order : {};
  const names = [number, ...[customer, requester].map((one) => (isObject(one) ? one.name : null))];
  return names.filter((one) => typeof one === "string");
}
