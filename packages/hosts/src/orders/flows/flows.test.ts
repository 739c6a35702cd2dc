import type { FlowMemory } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { expect, test } from "vitest";
import { orders } from "../index.ts";

const flows = orders.flows!;
const at = { requestId: "req_1", path: "/f/depot/approval", now: Date.UTC(2026, 0, 2) };
const pump = { article: "P", text: "Pump", quantity: 2, price: 600, discountPercent: 0 };

function begun(told: { [part: string]: Json } = {}): FlowMemory {
  return { visitor: flows.visitor(told, at), decided: flows.decided() };
}

function apply(memory: FlowMemory, ...effects: [name: string, ...args: Json[]][]): FlowMemory {
  for (const [name, ...args] of effects) orders.meaning(name).apply?.(args, memory, { now: at.now });
  return memory;
}

const contextOf = (memory: FlowMemory) =>
  flows.context(memory, {
    realm: { id: "rlm_1", name: "depot", timeZone: "UTC", now: "2026-01-02T00:00:00.000Z", settings: {} },
    flow: {
      id: "flw_1",
      node: "rules",
      sessionId: "fls_1",
      attempt: 1,
      startedAt: "2026-01-02T00:00:00.000Z",
      history: [],
    },
  }) as { order: { customer: { name: string }; lines: Json[] }; signatures: Json[] };

test("what the product leaves out is filled in, and fits the hook; what it tells wrongly is named", () => {
  for (const told of [{}, { order: { lines: [{ article: "P", text: "", quantity: 1, price: 2 }] } }])
    expect(orders.validateInput("onReview", [contextOf(begun(told)), null])).toEqual([]);
  expect(() => begun({ order: [] })).toThrow(new TypeError("order: expected an object."));
  expect(() => begun({ approver: "me" })).toThrow(/approver: expected an object or null/);
});

test("lines, customer and signatures reach later steps, the product and the page; a record keeps what its run was given", () => {
  const memory = begun({ order: { number: "SO-1", lines: [pump] } });
  const before = contextOf(memory);
  apply(
    memory,
    ["orders.setCustomer", "Miller"],
    ["orders.addLine", { ...pump, price: 50 }],
    ["approval.sign", "Anna", "fine"],
  );
  expect(before).toMatchObject({ order: { customer: { name: "" }, lines: [pump] }, signatures: [] });
  expect(contextOf(memory)).toMatchObject({ order: { customer: { name: "Miller" }, lines: { length: 2 } } });
  expect(flows.answer(memory)).toMatchObject({
    order: { number: "SO-1", customer: { name: "Miller" }, lines: [{ price: 600 }, { price: 50 }] },
    signatures: [{ by: "Anna", comment: "fine", at: "2026-01-02T00:00:00.000Z" }],
  });
  expect(flows.summary(memory)).toEqual({
    facts: [
      { name: "Order", value: "SO-1" },
      { name: "Customer", value: "Miller" },
      { name: "Amount", value: "EUR 1,300.00" },
    ],
    text: "Signed by Anna.",
  });
  expect(flows.summary(begun()).text).toBe("Approved by the rules.");
});

test("a walk adds a bounded number of lines", () => {
  const memory = apply(
    begun(),
    ...Array.from({ length: 150 }, () => ["orders.addLine", pump] as [string, Json]),
  );
  expect(contextOf(memory).order.lines).toHaveLength(100);
});
