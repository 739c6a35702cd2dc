import { newId } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type BusChange, deliveryId } from "./changes.ts";
import { netChanges } from "./net-changes.ts";

const messages = Array.from({ length: 3 }, (_, payload) => ({
  id: newId("msg"),
  topic: "a",
  payload,
  headers: {},
  time: "2026-05-04T09:00:00.000Z",
}));
const triggers = [newId("trg"), newId("trg")];
const realmId = newId("rlm");
const delivery = fc
  .tuple(fc.constantFrom(...messages), fc.constantFrom(...triggers))
  .map(([message, trigger]) => deliveryId(message.id, trigger));

const change: fc.Arbitrary<BusChange> = fc.oneof(
  fc.record({
    kind: fc.constant("put" as const),
    realmId: fc.constant(realmId),
    message: fc.constantFrom(...messages),
    triggerIds: fc.subarray(triggers, { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant("over" as const), deliveryId: delivery }),
  fc.record({ kind: fc.constant("attempts" as const), deliveryId: delivery, attempts: fc.nat(5) }),
);

/** What the tables hold after the changes. */
function applied(changes: readonly BusChange[], before: readonly string[]): Map<string, number> {
  const rows = new Map(before.map((id) => [id, 9]));
  for (const one of changes) {
    if (one.kind === "put")
      for (const trigger of one.triggerIds) {
        const id = deliveryId(one.message.id, trigger);
        if (!rows.has(id)) rows.set(id, 0);
      }
    else if (one.kind === "over") rows.delete(one.deliveryId);
    else if (one.kind === "attempts" && rows.has(one.deliveryId)) rows.set(one.deliveryId, one.attempts);
  }
  return rows;
}

test("what cancels out is left out, and the tables hold the same as with it", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.uniqueArray(delivery), (changes, before) => {
      const net = netChanges(changes);
      const put = changes.flatMap((one) => (one.kind === "put" ? [one.message.id] : []));
      const rows = before.filter((id) => !put.some((message) => id.startsWith(message)));
      expect(applied(net, rows)).toEqual(applied(changes, rows));
      expect(net.length).toBeLessThanOrEqual(changes.length);
    }),
    { numRuns: 1_000 },
  );
});

test("a message that is published and handled in one batch leaves nothing to write of it", () => {
  const [message] = messages as [(typeof messages)[0]];
  const id = deliveryId(message.id, triggers[0]!);
  const put = { kind: "put" as const, realmId, message, triggerIds: triggers };
  expect(netChanges([put, { kind: "over", deliveryId: id }])).toEqual([
    { ...put, triggerIds: [triggers[1]] },
  ]);
});
