import { type DraftAct, draftHistory, type Script, type User } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { aPublish, aUser, seedScript } from "../fixtures.ts";

export function draftHistoryContract({ store }: Subject): void {
  /** Saves over whatever is there. */
  const save = async (script: Script, user: User | null, source: string, nowMs: number, act?: DraftAct) => {
    const draft = await store().drafts.get(script.id);
    const saved = await store().drafts.save({
      scriptId: script.id,
      source,
      baseRevision: draft!.revision,
      userId: user?.id ?? null,
      nowMs,
      act,
    });
    expect(saved.ok).toBe(true);
  };
  const states = async (script: Script) =>
    (await store().drafts.history(script.id)).map(({ kind, source }) => `${kind} ${source}`);
  const people = async () =>
    [await store().users.create(aUser()), await store().users.create(aUser())] as const;

  test("saves of one person within a minute are one state; another person or a later minute begins one", async () => {
    const { script } = await seedScript(store(), "start");
    const [ann, bob] = await people();
    await save(script, ann, "a1", 100_000);
    await save(script, ann, "a2", 130_000);
    await save(script, ann, "a3", 159_999);
    await save(script, ann, "a4", 160_000);
    await save(script, bob, "bé", 160_001);
    expect(await states(script)).toEqual(["save bé", "save a4", "save a3", "start start"]);
    const [newest, , merged] = await store().drafts.history(script.id);
    expect(newest).toEqual({
      scriptId: script.id,
      revision: 6,
      kind: "save",
      origin: null,
      publishedVersion: null,
      userId: bob.id,
      beganAt: 160_001,
      at: 160_001,
      bytes: 3,
      source: "bé",
    });
    expect(merged).toMatchObject({ revision: 4, userId: ann.id, beganAt: 100_000, at: 159_999 });
    expect(await store().drafts.state(script.id, 4)).toEqual(merged);
    expect(await store().drafts.state(script.id, 3)).toBeNull();
  });

  test("a discard, a restore and a copy are states of their own, and what was before them stays", async () => {
    const { script } = await seedScript(store(), "start");
    const [ann] = await people();
    await save(script, ann, "typed", 1_000);
    await save(script, ann, "live", 1_001, { kind: "discard", version: 2 });
    await save(script, ann, "typed", 1_002, { kind: "restore", revision: 2 });
    await save(script, ann, "v1", 1_003, { kind: "copy", version: 1 });
    await save(script, ann, "more", 1_004);
    expect(await states(script)).toEqual([
      "save more",
      "copy v1",
      "restore typed",
      "discard live",
      "save typed",
      "start start",
    ]);
    const origins = (await store().drafts.history(script.id)).map(({ origin }) => origin);
    expect(origins).toEqual([null, 1, 2, 2, null, null]);
  });

  test("a publish ends a state and is noted on it", async () => {
    const { script } = await seedScript(store(), "start");
    await save(script, null, "one", 1_000);
    await store().versions.publish({ ...aPublish(script), draftRevision: 2 });
    await save(script, null, "two", 1_001);
    expect(await states(script)).toEqual(["save two", "save one", "start start"]);
    const published = (await store().drafts.history(script.id)).map((state) => state.publishedVersion);
    expect(published).toEqual([null, 1, null]);
  });

  test("a script that was published before it had a history begins one", async () => {
    const { script } = await seedScript(store(), "start");
    await store().versions.publish(aPublish(script));
    expect(await store().drafts.history(script.id)).toMatchObject([
      { kind: "start", revision: 1, publishedVersion: 1, source: "start" },
    ]);
  });

  test("a refused save leaves no state; a script takes its history along", async () => {
    const { script } = await seedScript(store(), "start");
    await save(script, null, "one", 1_000);
    const late = { scriptId: script.id, source: "late", baseRevision: 1, userId: null, nowMs: 2_000 };
    expect((await store().drafts.save(late)).ok).toBe(false);
    expect(await states(script)).toEqual(["save one", "start start"]);
    await store().scripts.remove(script, 4_000);
    expect(await store().drafts.history(script.id)).toEqual([]);
  });

  test("the newest 50 states are kept, fewer of large texts, and the quota of drafts counts none of them", async () => {
    const { realm, script } = await seedScript(store(), "start");
    const minute = draftHistory.oneStateMs;
    for (let i = 1; i <= 53; i++) await save(script, null, `text ${i}`, i * minute);
    const kept = await store().drafts.history(script.id);
    expect(kept.length).toBe(draftHistory.states);
    expect(kept.at(-1)!.source).toBe("text 4");

    const large = (n: number) => `${n}`.padEnd(300_000, "x");
    for (let i = 1; i <= 5; i++) await save(script, null, large(i), (100 + i) * minute);
    const fewer = await store().drafts.history(script.id);
    expect(fewer.map(({ source }) => source[0])).toEqual(["5", "4", "3"]);
    expect(await store().usage.draftBytes(realm.id)).toBe(300_000);
  });
}
