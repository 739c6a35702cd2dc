import { type Cost, costs } from "./costs.ts";
import { createGate, type Gate, type GateBounds } from "./gate.ts";

/** One gate per kind of work; they do not wait for each other. */
export type Gates = { readonly [cost in Cost]: Gate };

/** @param bounds instead of the table's, for who embeds the server on a larger machine */
export function createGates(bounds: { readonly [cost in Cost]?: GateBounds } = {}): Gates {
  const names = Object.keys(costs) as Cost[];
  return Object.fromEntries(names.map((cost) => [cost, createGate(bounds[cost] ?? costs[cost])])) as Gates;
}
