import { type ErrorAct, newId } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createStore } from "../create-store.ts";
import { aFailure, aUser, seedScript } from "../testing/fixtures.ts";

type Step =
  | { do: "wait"; ms: number }
  /** Of a run that began so long before it was recorded. */
  | { do: "occur"; lateMs: number; times: number }
  | { do: "act"; act: "resolve" | "reopen" | "mute" | "mute-times"; size: number }
  | { do: "undo" };

/** Few lengths, so that what ends and what happens often fall on one millisecond. */
const length = fc.constantFrom(1, 5, 10, 20, 40);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("wait" as const), ms: length }),
  fc.record({
    do: fc.constant("occur" as const),
    lateMs: fc.constantFrom(0, 0, 0, 20),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    do: fc.constant("act" as const),
    act: fc.constantFrom("resolve" as const, "reopen" as const, "mute" as const, "mute-times" as const),
    size: length,
  }),
  fc.record({ do: fc.constant("undo" as const) }),
);

/**
 * The rules as a person would tell them, over all that ever happened: the last act that was not taken back holds, until
 * its time passed, it happened often enough, or a run that began after a resolving failed.
 */
class Model {
  now: number;
  happened: { act: ErrorAct; at: number; countThen: number; occurredAfter: number[] }[] = [];
  count = 0;

  constructor(now: number) {
    this.now = now;
  }

  state(): "open" | "muted" | "resolved" {
    const last = this.happened.at(-1);
    if (last === undefined) return "open";
    const { act, at, countThen, occurredAfter } = last;
    switch (act.kind) {
      case "reopen":
        return "open";
      case "resolve":
        return occurredAfter.some((began) => began > at) ? "open" : "resolved";
      case "mute":
        return this.now >= act.until ? "open" : "muted";
      case "mute-times":
        return this.count - countThen >= act.times ? "open" : "muted";
    }
  }

  occur(began: number, times: number): void {
    this.count += times;
    for (const { occurredAfter } of this.happened) occurredAfter.push(began);
  }

  /** Whether it changed anything. */
  do(act: ErrorAct): boolean {
    const isSo = this.state();
    if ((act.kind === "resolve" && isSo === "resolved") || (act.kind === "reopen" && isSo === "open"))
      return false;
    this.happened.push({ act, at: this.now, countThen: this.count, occurredAfter: [] });
    return true;
  }
}

test("a group is open, muted or resolved as its acts, its occurrences and the time say, in any order", async () => {
  const clock = { nowMs: 1_700_000_000_000 };
  const store = await createStore({ memory: true, now: () => clock.nowMs });
  const user = await store.users.create(aUser());
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { realm, script } = await seedScript(store);
      const model = new Model(clock.nowMs);
      const occur = async (lateMs: number, times: number) => {
        const startedAt = clock.nowMs - lateMs;
        const failures = Array.from({ length: times }, () => aFailure(script, "boom", { startedAt }));
        await store.executions.insertMany(failures);
        model.occur(startedAt, times);
      };
      await occur(0, 1);
      const [first] = (await store.errors.list({ realmId: realm.id }, { limit: 1 })).items;
      const { id } = first!;
      let lastActId: string | null = null;
      for (const one of steps) {
        if (one.do === "wait") {
          clock.nowMs += one.ms;
          model.now = clock.nowMs;
        } else if (one.do === "occur") await occur(one.lateMs, one.times);
        else if (one.do === "act") {
          const act = toAct(one, clock.nowMs);
          const actId = newId("eac");
          const given = { realmId: realm.id, ids: [id], act, actId, userId: user.id, liveVersions: {} };
          const changed = await store.errors.act(given);
          expect(changed.length === 1).toBe(model.do(act));
          if (changed.length === 1) lastActId = actId;
        } else if (lastActId !== null) {
          const undone = await store.errors.undo({ realmId: realm.id, actId: lastActId, userId: user.id });
          if (undone.length === 1) model.happened.pop();
          lastActId = null;
        }
        const group = await store.errors.byId(id);
        expect(group!.status).toBe(model.state());
        expect(await store.errors.openCount(realm.id)).toBe(model.state() === "open" ? 1 : 0);
        const { items } = await store.errors.list({ realmId: realm.id, status: group!.status }, { limit: 2 });
        expect(items.map((item) => item.id)).toEqual([id]);
        expect(items[0]).toMatchObject(group!);
      }
    }),
    { numRuns: 150 },
  );
  await store.close();
});

function toAct({ act, size }: Extract<Step, { do: "act" }>, nowMs: number): ErrorAct {
  if (act === "mute") return { kind: act, until: nowMs + size };
  return act === "mute-times" ? { kind: act, times: Math.ceil(size / 8) } : { kind: act };
}
