import { type ErrorAct, errorTriage, newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import { fingerprint } from "../../records/fingerprint.ts";
import type { Subject } from "../contract.ts";
import { aFailure, seedScript } from "../fixtures.ts";

const hourMs = 3_600_000;

export function errorsContract({ store, clock }: Subject): void {
  test("failures with one fingerprint are one group", async () => {
    const { realm, script } = await seedScript(store());
    const first = aFailure(script, "no user 17", { startedAt: 1_000, version: 1 });
    const last = aFailure(script, "no user 18", { startedAt: 3_000, version: 2 });
    last.error!.stack[0]!.line = 9;
    const between = aFailure(script, "no user 19", { startedAt: 2_000, version: 1 });
    await store().executions.insertMany([last, first]);
    await store().executions.insertMany([between, aFailure(script, "something else")]);
    const groups = (await store().errors.list({ realmId: realm.id }, { limit: 10 })).items;
    expect(groups.length).toBe(2);
    const { spark, ...group } = groups.find(({ message }) => message === "no user 18")!;
    expect(group).toEqual({
      id: group.id,
      realmId: realm.id,
      scriptId: script.id,
      module: script.module,
      name: script.name,
      fingerprint: fingerprint(first),
      type: "execution",
      message: "no user 18",
      file: `${script.module}/${script.name}`,
      line: 9,
      firstVersion: 1,
      firstLayer: "version",
      earliestVersion: 1,
      lastVersion: 2,
      status: "open",
      statusAt: null,
      statusBy: null,
      mutedUntil: null,
      mutedUntilCount: null,
      resolvedVersion: null,
      cameBack: false,
      cameBackVersion: null,
      count: 3,
      lastExecutionId: last.id,
      firstSeenAt: 1_000,
      lastSeenAt: 3_000,
    });
    expect(spark.length).toBe(24);
    expect(await store().errors.byId(group.id)).toEqual(group);
    for (const { id } of [first, last, between])
      expect((await store().executions.byId(id))!.errorGroupId).toBe(group.id);
  });

  test("previews and replays are recorded, but are no errors of the product", async () => {
    const { realm, script } = await seedScript(store());
    const preview = aFailure(script, "boom", { trigger: "preview" });
    await store().executions.insertMany([
      preview,
      aFailure(script, "boom", { trigger: "replay" }),
      aFailure(script, "boom", { trigger: "trial" }),
    ]);
    expect((await store().errors.list({ realmId: realm.id }, { limit: 10 })).items).toEqual([]);
    expect(await store().errors.openCount(realm.id)).toBe(0);
    expect(await store().executions.byId(preview.id)).toEqual(preview);
  });

  test("open ones are counted so far and no further, whatever is muted or resolved beside them", async () => {
    const { realm, script } = await seedScript(store());
    const most = errorTriage.countedOpen;
    // Letters: numbers make no other error.
    const letters = (n: number) =>
      n.toString().replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
    await store().executions.insertMany(
      Array.from({ length: most + 2 }, (_, n) => aFailure(script, `boom ${letters(n)}`)),
    );
    expect(await store().errors.openCount(realm.id)).toBe(most);
    const { items } = await store().errors.list({ realmId: realm.id }, { limit: 4 });
    const ids = items.map(({ id }) => id);
    const given = { realmId: realm.id, userId: null, liveVersions: {} };
    const act = (actId: string, on: typeof ids, doing: ErrorAct) =>
      store().errors.act({ ...given, ids: on, act: doing, actId });
    await act("eac_a", ids.slice(0, 2), { kind: "resolve" });
    await act("eac_b", ids.slice(2), { kind: "mute", until: clock.nowMs + 1_000 });
    expect(await store().errors.openCount(realm.id)).toBe(most - 2);
    clock.nowMs += 1_000;
    expect(await store().errors.openCount(realm.id)).toBe(most);
  });

  test("whatever started the script, its failure is an error of the product", async () => {
    const { realm, script } = await seedScript(store());
    const triggers = ["flow", "http", "bus", "schedule", "tool"] as const;
    await store().executions.insertMany(
      triggers.map((trigger) => aFailure(script, `boom of ${trigger}`, { trigger })),
    );
    const { items } = await store().errors.list({ realmId: realm.id }, { limit: 10 });
    expect(items.map(({ message }) => message).sort()).toEqual(
      triggers.map((each) => `boom of ${each}`).sort(),
    );
  });

  test("what a group began with is what ran first, whenever its record came, and the earliest version is known too", async () => {
    const { realm, script } = await seedScript(store());
    const at = (startedAt: number, over: object) => aFailure(script, "boom", { startedAt, ...over });
    const group = async () => (await store().errors.list({ realmId: realm.id }, { limit: 1 })).items[0];
    await store().executions.insertMany([at(3_000, { version: 4 })]);
    expect(await group()).toMatchObject({ firstVersion: 4, firstLayer: "version", earliestVersion: 4 });
    await store().executions.insertMany([at(5_000, { version: 2 })]);
    expect(await group()).toMatchObject({ firstVersion: 4, earliestVersion: 2, lastVersion: 2 });
    const file = { layer: "file", sha256: "0".repeat(64), path: "login/a.ts", kept: null };
    await store().executions.insertMany([at(1_000, { version: null, versionId: null, sourceRef: file })]);
    expect(await group()).toMatchObject({
      firstVersion: null,
      firstLayer: "file",
      earliestVersion: 2,
      lastVersion: 2,
      firstSeenAt: 1_000,
    });
  });

  test("the sparkline counts the last 24 hours, one bucket each", async () => {
    const { realm, script } = await seedScript(store());
    clock.nowMs = 472_223 * hourMs + 5;
    const hoursAgo = (hours: number) => aFailure(script, "boom", { startedAt: clock.nowMs - hours * hourMs });
    await store().executions.insertMany([hoursAgo(0), hoursAgo(0), hoursAgo(1), hoursAgo(23), hoursAgo(24)]);
    const [group] = (await store().errors.list({ realmId: realm.id }, { limit: 10 })).items;
    expect(group!.spark).toEqual([1, ...Array<number>(21).fill(0), 1, 2]);
    expect(group!.count).toBe(5);
  });

  test("groups are filtered and paged, last seen first", async () => {
    const { realm, script } = await seedScript(store());
    const other = { ...script, id: newId("scr"), name: "other" };
    const words = ["alpha", "beta", "gamma", "delta"];
    await store().executions.insertMany([
      ...words.map((word, i) => aFailure(script, `${word} broke`, { startedAt: 1_000 + i })),
      aFailure(other, "alpha broke", {
        startedAt: 5_000,
        error: { type: "timeout", message: "100% slow", stack: [] },
      }),
    ]);
    const list = async (filter: object, limit = 50, cursor: string | null = null) => {
      const page = await store().errors.list({ realmId: realm.id, ...filter }, { limit, cursor });
      return { messages: page.items.map(({ message }) => message.split(" ")[0]), next: page.next };
    };
    expect((await list({})).messages).toEqual(["100%", "delta", "gamma", "beta", "alpha"]);
    expect((await list({ scriptId: other.id })).messages).toEqual(["100%"]);
    expect((await list({ type: "timeout" })).messages).toEqual(["100%"]);
    expect((await list({ text: "00% S" })).messages).toEqual(["100%"]);
    expect((await list({ text: "GAMMA" })).messages).toEqual(["gamma"]);
    expect((await list({ status: "resolved" })).messages).toEqual([]);
    const one = await list({}, 2);
    const two = await list({}, 2, one.next);
    const three = await list({}, 2, two.next);
    expect([...one.messages, ...two.messages, ...three.messages].length).toBe(5);
    expect(three).toEqual({ messages: ["alpha"], next: null });
  });
}
