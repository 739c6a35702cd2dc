import { type Json, newId } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { aFailure, anExecution, aPublish, aRealm, aSample, aUser, seedScript } from "../fixtures.ts";

/** Any UTF-16 text, with a taste for what breaks databases. */
const hostileText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      "\u0000",
      "\u0001",
      "\ud800",
      "\udfff",
      "😀",
      "'",
      '"',
      "\\",
      "%",
      "\n",
      "a",
      "\ufeff",
    ),
  }),
);
const hostileJson = fc
  .jsonValue({ stringUnit: "binary" })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);
const hostileKeys = ["__proto__", "constructor", "toString", "\u0000", "\ud800"];

export function hostileContract({ store }: Subject): void {
  test("text of people and guests comes back as it was, character by character", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const { script } = await seedScript(store(), text);
        expect((await store().drafts.get(script.id))!.source).toBe(text);
        const { version } = await store().versions.publish(aPublish(script, { source: text, note: text }));
        const read = await store().versions.byId(version.id);
        expect([read!.source, read!.compiled, read!.note]).toEqual([text, text, text]);
        const failure = aFailure(script, text, {
          logs: [{ seq: 0, level: "info", message: text }],
          action: text,
          node: text,
        });
        await store().executions.insertMany([failure]);
        expect(await store().executions.byId(failure.id)).toMatchObject({
          error: { message: text },
          logs: [{ message: text }],
          action: text,
          node: text,
        });
        const group = await store().errors.list({ realmId: script.realmId }, { limit: 1 });
        expect(group.items[0]!.message).toBe(text);
        const found = await store().executions.list({ realmId: script.realmId, action: text }, { limit: 1 });
        expect(found.items[0]!.errorMessage).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  test("JSON comes back as it was: keys, their order, and what looks like a prototype", async () => {
    await fc.assert(
      fc.asyncProperty(hostileJson, fc.constantFrom(...hostileKeys), async (value, key) => {
        const { script } = await seedScript(store());
        const nested = JSON.parse(`{"z":1,${JSON.stringify(key)}:${JSON.stringify(value)},"a":[]}`) as Json;
        const execution = anExecution(script, {
          args: [nested, value],
          result: nested,
          effects: [{ name: "flow.set", args: [nested] }],
          logs: [{ seq: 0, level: "info", message: "x", data: nested }],
        });
        await store().executions.insertMany([execution]);
        const read = (await store().executions.byId(execution.id))!;
        for (const part of ["args", "result", "effects", "logs"] as const)
          expect(JSON.stringify(read[part])).toBe(JSON.stringify(execution[part]));
        const calls = [{ function: "users.find", answer: nested }];
        const sample = aSample(script, { args: [nested, value], calls });
        const { bytes } = await store().samples.save(sample);
        const kept = await store().samples.byId(sample.id);
        expect(JSON.stringify(kept!.args)).toBe(JSON.stringify(sample.args));
        expect(JSON.stringify(kept!.calls)).toBe(JSON.stringify(calls));
        expect(bytes).toBe(Buffer.byteLength(JSON.stringify(sample.args) + JSON.stringify(calls)));
      }),
      { numRuns: 40 },
    );
  });

  test("settings, names and keys may hold anything", async () => {
    const text = "nul:\u0000 lone:\ud800 '; drop table realms; --";
    const settings = JSON.parse('{"__proto__":{"polluted":true}}') as { [key: string]: Json };
    const realm = await store().realms.create(aRealm({ title: text, settings }));
    const read = await store().realms.byId(realm.id);
    expect(read!.title).toBe(text);
    expect(JSON.stringify(read!.settings)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await store().meta.set(text, text);
    expect(await store().meta.get(text)).toBe(text);
    const user = await store().users.create(aUser({ name: text }));
    expect((await store().users.byId(user.id))!.name).toBe(text);
    expect(await store().realms.byName(text)).toBeNull();
    expect(await store().scripts.byName(realm.id, "'", newId("scr"))).toBeNull();
  });
}
