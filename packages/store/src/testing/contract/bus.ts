import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import { deliveryId } from "../../index.ts";
import type { Subject } from "../contract.ts";
import { anExecution, aRealm, aScript } from "../fixtures.ts";

export function busContract({ store }: Subject): void {
  const aMessage = (payload: unknown = { text: "\u0000\ud800" }) => ({
    id: newId("msg"),
    topic: "orders.created",
    payload: payload as null,
    headers: { hops: "1" },
    time: "2026-05-04T09:00:00.000Z",
  });
  const aLetter = (realmId: `rlm_${string}`, message: ReturnType<typeof aMessage>) => ({
    id: newId("dlt"),
    realmId,
    triggerId: newId("trg"),
    message,
    reason: "execution" as const,
    error: "no",
    attempts: 3,
    executionId: null,
    at: 1,
  });

  test("what is put is found again for each trigger, in the order of the messages, until it is over", async () => {
    const realm = aRealm();
    const [one, two] = [newId("trg"), newId("trg")];
    const [first, second] = [aMessage(), aMessage(JSON.parse('{"__proto__":1,"constructor":2}'))];
    await store().bus.write([
      { kind: "put", realmId: realm.id, message: second, triggerIds: [one] },
      { kind: "put", realmId: realm.id, message: first, triggerIds: [one, two] },
      { kind: "put", realmId: realm.id, message: first, triggerIds: [two] },
    ]);
    const kept = await store().bus.recover();
    expect(kept.map(({ message, triggerId }) => [message.id, triggerId])).toEqual([
      [first.id, one],
      [first.id, two],
      [second.id, one],
    ]);
    expect(kept[0]).toEqual({
      id: deliveryId(first.id, one),
      realmId: realm.id,
      triggerId: one,
      message: first,
      attempts: 0,
      crashes: 1,
      letter: null,
    });
    expect(JSON.stringify(kept[2]!.message)).toBe(JSON.stringify(second));
    await store().bus.write([{ kind: "over", deliveryId: deliveryId(first.id, one) }]);
    expect((await store().bus.recover()).map((delivery) => delivery.id)).toEqual([
      deliveryId(first.id, two),
      deliveryId(second.id, one),
    ]);
    await store().bus.write([
      { kind: "over", deliveryId: deliveryId(first.id, two) },
      { kind: "over", deliveryId: deliveryId(second.id, one) },
      { kind: "over", deliveryId: deliveryId(second.id, one) },
    ]);
    expect(await store().bus.recover()).toEqual([]);
  });

  test("tries, crashes and the letter of a dead one are kept; a stop counts as no crash", async () => {
    const realm = aRealm();
    const trigger = newId("trg");
    const message = aMessage();
    const id = deliveryId(message.id, trigger);
    const letter = aLetter(realm.id, message);
    await store().bus.write([{ kind: "put", realmId: realm.id, message, triggerIds: [trigger] }]);
    await store().bus.recover();
    await store().bus.write([{ kind: "attempts", deliveryId: id, attempts: 2 }]);
    expect(await store().bus.recover()).toMatchObject([{ attempts: 2, crashes: 2, letter: null }]);
    await store().bus.write([{ kind: "stopped" }, { kind: "dead", deliveryId: id, letter }]);
    expect(await store().bus.recover()).toMatchObject([{ attempts: 2, crashes: 1, letter }]);
    await store().bus.write([{ kind: "over", deliveryId: id }]);
  });

  test("a record and what its run did to messages are there together or not at all", async () => {
    const realm = await store().realms.create(aRealm());
    const execution = anExecution(aScript(realm));
    const message = aMessage();
    const put = { kind: "put" as const, realmId: realm.id, message, triggerIds: [newId("trg")] };
    const broken = { ...execution, id: newId("exe"), startedAt: Number.NaN };
    await expect(store().executions.insertMany([broken], [put])).rejects.toThrow();
    expect(await store().bus.recover()).toEqual([]);
    await store().executions.insertMany([execution], [put]);
    expect(await store().bus.recover()).toMatchObject([{ message }]);
    expect(await store().executions.byId(execution.id)).not.toBeNull();
    const id = deliveryId(message.id, put.triggerIds[0]!);
    await store().executions.insertMany([], [{ kind: "over", deliveryId: id }]);
  });

  test("a letter that is stored already is not stored twice", async () => {
    const realm = await store().realms.create(aRealm());
    const letter = aLetter(realm.id, aMessage());
    await store().deadLetters.insertMany([letter]);
    await store().deadLetters.insertMany([letter]);
    expect((await store().deadLetters.list({ realmId: realm.id }, { limit: 10 })).items).toEqual([letter]);
  });
}
