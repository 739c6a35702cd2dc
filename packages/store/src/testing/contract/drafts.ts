import { newId, type Script } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aUser, seedScript } from "../fixtures.ts";

export function draftsContract({ store }: Subject): void {
  const save = (script: Script, source: string, baseRevision: number, nowMs = 5_000) =>
    store().drafts.save({ scriptId: script.id, source, baseRevision, userId: null, nowMs });

  test("a save makes the next revision", async () => {
    const { script } = await seedScript(store(), "one");
    const user = await store().users.create(aUser());
    const saved = await store().drafts.save({
      scriptId: script.id,
      source: "two",
      baseRevision: 1,
      userId: user.id,
      basedOnVersion: 7,
      nowMs: 6_000,
    });
    const draft = {
      scriptId: script.id,
      source: "two",
      revision: 2,
      basedOnVersion: 7,
      updatedAt: 6_000,
      updatedBy: user.id,
    };
    expect(saved).toEqual({ ok: true, draft });
    expect(await store().drafts.get(script.id)).toEqual(draft);
  });

  test("a save over a newer revision is refused with both texts, and the refused one is kept", async () => {
    const { script } = await seedScript(store(), "one");
    await save(script, "theirs", 1);
    const refused = await save(script, "mine", 1, 7_000);
    const current = await store().drafts.get(script.id);
    expect(current).toMatchObject({ source: "theirs", revision: 2 });
    expect(refused).toEqual({
      ok: false,
      conflict: { scriptId: script.id, current, yours: { source: "mine", baseRevision: 1 } },
    });
    const lost = await store().drafts.lost(script.id);
    expect(lost).toEqual([
      { id: expect.any(String), source: "mine", baseRevision: 1, userId: null, at: 7_000 },
    ]);
  });

  test("of 20 racing saves one wins; every other text is in the lost ones", async () => {
    const { script } = await seedScript(store(), "start");
    const texts = Array.from({ length: 20 }, (_, i) => `text ${i}`);
    const answers = await Promise.all(texts.map((text) => save(script, text, 1)));
    expect(answers.filter((answer) => answer.ok).length).toBe(1);
    const draft = await store().drafts.get(script.id);
    expect(draft!.revision).toBe(2);
    const lost = (await store().drafts.lost(script.id)).map(({ source }) => source);
    expect([...lost, draft!.source].sort()).toEqual([...texts].sort());
  });

  test("repeating a save whose answer was lost succeeds without a new revision", async () => {
    const { script } = await seedScript(store(), "one");
    const first = await save(script, "two", 1);
    expect(await save(script, "two", 1)).toEqual(first);
    expect(await save(script, "two", 2)).toEqual(first);
    expect(await store().drafts.lost(script.id)).toEqual([]);
  });

  test("an editor that keeps trying the same text keeps one copy; at most 50 texts are kept", async () => {
    const { script } = await seedScript(store(), "one");
    await save(script, "two", 1);
    for (let i = 0; i < 3; i++) await save(script, "mine", 1, 8_000 + i);
    expect((await store().drafts.lost(script.id)).length).toBe(1);
    for (let i = 0; i < 60; i++) await save(script, `mine ${i}`, 1, 9_000 + i);
    const lost = await store().drafts.lost(script.id);
    expect(lost.length).toBe(50);
    expect(lost[0]!.source).toBe("mine 59");
  });

  test("a missing script or user is a not_found", async () => {
    const { script } = await seedScript(store());
    await expectFault(
      store().drafts.save({ scriptId: newId("scr"), source: "", baseRevision: 1, userId: null, nowMs: 1 }),
      "not_found",
    );
    await expectFault(
      store().drafts.save({
        scriptId: script.id,
        source: "x",
        baseRevision: 1,
        userId: newId("usr"),
        nowMs: 1,
      }),
      "not_found",
    );
    expect(await store().drafts.get(newId("scr"))).toBeNull();
  });

  test("any sequence of saves by two editors behaves as the model says", async () => {
    const step = fc.record({
      editor: fc.nat(1),
      text: fc.constantFrom("a", "b", "c", "d"),
      /** Whether the editor looked at the server first. */
      reload: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { script } = await seedScript(store(), "start");
        const model = { source: "start", revision: 1 };
        const seen = [1, 1];
        const lost: string[] = [];
        for (const { editor, text, reload } of steps) {
          if (reload) seen[editor] = model.revision;
          const answer = await save(script, text, seen[editor]!);
          if (text === model.source) expect(answer.ok).toBe(true);
          else if (seen[editor] === model.revision) {
            model.source = text;
            model.revision += 1;
            expect(answer.ok).toBe(true);
          } else {
            expect(answer).toMatchObject({ ok: false, conflict: { current: model } });
            if (lost.at(-1) !== text) lost.push(text);
          }
          if (answer.ok) seen[editor] = answer.draft.revision;
          expect(await store().drafts.get(script.id)).toMatchObject(model);
        }
        const kept = (await store().drafts.lost(script.id)).map(({ source }) => source);
        expect(kept).toEqual(lost.toReversed());
      }),
      { numRuns: 25 },
    );
  });
}
