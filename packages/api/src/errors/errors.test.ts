import { errorTriage, newId } from "@scriptyard/model";
import type { RunnerEvent } from "@scriptyard/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCaller } from "../router.ts";
import { type Caller, createWorld, type World } from "../testing/world.ts";

let world: World;
let author: Caller;
let operator: Caller;
beforeAll(async () => {
  world = await createWorld();
  author = await world.as("author");
  operator = await world.as("operator");
});
afterAll(() => world[Symbol.asyncDispose]());

const risk = { realm: "acme", module: "login", name: "risk-check" };
const nobody = { userId: null, requestId: null };

/** Makes the script throw `message`, live, as its next version; without one, as it was delivered. */
async function publish(note: string, message: string | null): Promise<number> {
  const { item, draft } = await author.scripts.get(risk);
  const { source: delivered } = await author.versions.get({ scriptId: item.id, number: 1 });
  const line =
    message === null ? `// ${note}\n` : `  throw new Error(${JSON.stringify(message)}); // ${note}\n`;
  const source = delivered.replace(/export function onExecute\(.*\n/, (head) => `${head}${line}`);
  const saved = await author.drafts.save({ scriptId: item.id, source, baseRevision: draft.revision });
  const revision = saved.ok ? saved.draft.revision : Number.NaN;
  return (await author.versions.publish({ scriptId: item.id, note, revision })).version.number;
}

async function run(): Promise<string> {
  const { item } = await author.scripts.get(risk);
  const [first] = await author.samples.list({ scriptId: item.id });
  const { args } = await author.samples.get({ id: first!.id });
  const { id } = await world.runner.execute({ ...risk, args }, nobody);
  await world.recorder.flush();
  return id;
}

async function groupOf(message: string) {
  const { items } = await operator.errors.list({ realm: "acme", filter: { text: message } });
  return items[0]!;
}

describe("what an error began with", () => {
  test("is the version that the first occurrence ran on, with its author and note, and what to go back to", async () => {
    await publish("harmless", null);
    const broken = await publish("Break it on purpose", "planted");
    await run();
    const group = await groupOf("planted");
    expect(group.began).toMatchObject({
      kind: "version",
      version: broken,
      authorName: "The author",
      note: "Break it on purpose",
      earlier: null,
    });
    const detail = await operator.errors.get({ id: group.id });
    expect(detail).toMatchObject({
      began: group.began,
      liveVersion: broken,
      wayBack: { toVersion: broken - 1 },
      rolledBack: null,
    });

    // A later version that fails alike did not bring it.
    const later = await publish("still broken", "planted");
    await run();
    const kept = await operator.errors.get({ id: group.id });
    expect(kept).toMatchObject({
      firstVersion: broken,
      lastVersion: later,
      began: { version: broken },
      wayBack: { toVersion: broken - 1 },
    });

    // Rolled back, and said so: by whom, why, and where it stands in the activity.
    await author.versions.rollback({ scriptId: group.scriptId, toVersion: broken - 1, note: "it throws" });
    const after = await operator.errors.get({ id: group.id });
    expect(after).toMatchObject({
      liveVersion: broken - 1,
      wayBack: null,
      rolledBack: { version: broken - 1, note: "it throws", authorName: "The author" },
    });
    expect(await operator.errors.activity({ id: group.id })).toMatchObject([
      { kind: "rolled-back", version: broken - 1, text: "it throws", userName: "The author" },
    ]);
  });

  test("is no version's doing where an earlier one has it too", async () => {
    const broken = await publish("looks guilty", "older than it looks");
    const execution = (await world.store.executions.byId(await run()))!;
    const group = await groupOf("older than it looks");
    // A flow session that began before finishes on its version.
    await world.store.executions.insertMany([
      { ...execution, id: newId("exe"), version: broken - 1, startedAt: execution.startedAt + 1 },
    ]);
    const { began, wayBack } = await operator.errors.get({ id: group.id });
    expect(began).toMatchObject({ version: broken, earlier: broken - 1 });
    expect(wayBack?.toVersion).toBeLessThan(broken - 1);
  });

  test("is said without a version where a file or the default ran", async () => {
    const execution = (await world.store.executions.byId(await run()))!;
    const { realm } = world;
    for (const layer of ["file", "default"] as const) {
      const { error } = execution;
      const sourceRef = { layer, sha256: "0".repeat(64), path: null, kept: null };
      const message = `${layer} broke`;
      await world.store.executions.insertMany([
        {
          ...execution,
          id: newId("exe"),
          versionId: null,
          version: null,
          sourceRef,
          error: { ...error!, message },
        },
      ]);
      const { items } = await operator.errors.list({ realm: realm.name, filter: { text: message } });
      expect(items[0]!.began).toEqual({ kind: layer });
      expect((await operator.errors.get({ id: items[0]!.id })).wayBack).toBeNull();
    }
  });
});

describe("what people do about errors", () => {
  test("muted ones do not count in the badge nor in the overview, and say until when and by whom", async () => {
    await publish("mutable", "to be muted");
    await run();
    const { id } = await groupOf("to be muted");
    const open = await operator.errors.openCount({ realm: "acme" });
    const until = Date.now() + 3_600_000;
    const made = await operator.errors.act({ realm: "acme", ids: [id], act: { kind: "mute", until } });
    expect(made.changed).toBe(1);
    expect(await operator.errors.openCount({ realm: "acme" })).toBe(open - 1);
    const day = { fromMs: Date.now() - 86_400_000, toMs: Date.now() };
    expect((await operator.overview.get({ realm: "acme", ...day })).openErrors).toBe(open - 1);
    const { items } = await operator.errors.list({ realm: "acme", filter: { status: "muted" } });
    expect(items).toMatchObject([{ id, mutedUntil: until, statusByName: "The operator" }]);
    expect(await operator.errors.undo({ realm: "acme", actId: made.actId as `eac_${string}` })).toBe(1);
    expect(await operator.errors.openCount({ realm: "acme" })).toBe(open);
    for (const wrong of [Date.now() - 1, Date.now() + 2 * errorTriage.muteMs])
      await expect(
        operator.errors.act({ realm: "acme", ids: [id], act: { kind: "mute", until: wrong } }),
      ).rejects.toThrow(/act\.until: /);
  });

  test("a resolved one names the version that resolved it, and the one that it came back in", async () => {
    const fixed = await publish("the fix", null);
    const { id } = await groupOf("to be muted");
    await author.errors.act({ realm: "acme", ids: [id], act: { kind: "resolve", version: fixed } });
    expect(await operator.errors.get({ id })).toMatchObject({ status: "resolved", resolvedVersion: fixed });
    const again = await publish("the regression", "to be muted");
    await new Promise((resolve) => setTimeout(resolve, 2));
    await run();
    expect(await operator.errors.get({ id })).toMatchObject({
      status: "open",
      cameBack: true,
      resolvedVersion: fixed,
      cameBackVersion: again,
    });
    const activity = await operator.errors.activity({ id });
    expect(activity.map(({ kind, version }) => [kind, version])).toEqual([
      ["resolved", fixed],
      ["returned", again],
    ]);
  });

  test("so many at once and no more; others live on what is told", async () => {
    const { items } = await operator.errors.list({ realm: "acme", filter: { status: "open" } });
    const ids = items.map((group) => group.id);
    expect(ids.length).toBeGreaterThan(2);
    const stop = new AbortController();
    const told: RunnerEvent[] = [];
    const listening = (async () => {
      for await (const event of world.runner.events({ types: ["errors"] }, stop.signal)) told.push(event);
    })();
    const act = { kind: "resolve" } as const;
    const { actId, changed } = await author.errors.act({ realm: "acme", ids, act });
    expect(changed).toBe(ids.length);
    expect(await operator.errors.undo({ realm: "acme", actId: actId as `eac_${string}` })).toBe(0);
    expect(await author.errors.undo({ realm: "acme", actId: actId as `eac_${string}` })).toBe(ids.length);
    const many = Array.from({ length: errorTriage.groupsPerAct + 1 }, () => newId("erg"));
    await expect(author.errors.act({ realm: "acme", ids: many, act })).rejects.toThrow(/200/);
    await author.errors.comment({ id: ids[0]!, text: "seen" });
    await expect.poll(() => told.length).toBe(3);
    stop.abort();
    await listening;
    expect(told).toMatchObject([
      {
        realmId: world.realm.id,
        ids: expect.arrayContaining(ids),
        change: "state",
        userId: world.users.author.id,
      },
      { change: "state" },
      { ids: [ids[0]], change: "comment" },
    ]);
  });

  test("groups of another realm are none of it", async () => {
    await world.store.realms.create({ ...world.realm, id: newId("rlm"), name: "elsewhere" });
    const { items } = await operator.errors.list({ realm: "acme", filter: {} });
    const ids = [items[0]!.id];
    await expect(
      operator.errors.act({ realm: "elsewhere", ids, act: { kind: "resolve" } }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("comments", () => {
  test("are plain text with who and when; only who wrote one changes it", async () => {
    const { items } = await operator.errors.list({ realm: "acme", filter: {} });
    const { id } = items.at(-1)!;
    const text = "<b>seen</b>\nsince the deploy";
    const commentId = (await operator.errors.comment({ id, text: `  ${text} ` })) as `eac_${string}`;
    const shown = async (caller: Caller) =>
      (await caller.errors.activity({ id })).find((entry) => entry.id === commentId);
    expect(await shown(operator)).toMatchObject({
      kind: "comment",
      text,
      userName: "The operator",
      mine: true,
      editedAt: null,
    });
    expect(await shown(author)).toMatchObject({ mine: false });
    await expect(author.errors.editComment({ commentId, text: "mine now" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(author.errors.removeComment({ commentId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await operator.errors.editComment({ commentId, text: "known" });
    expect(await shown(author)).toMatchObject({ text: "known", editedAt: expect.any(Number) });
    await operator.errors.removeComment({ commentId });
    expect(await shown(operator)).toBeUndefined();
    await expect(operator.errors.editComment({ commentId, text: "gone" })).rejects.toThrow("gone");
  });

  test("empty ones and longer ones than allowed are refused", async () => {
    const { items } = await operator.errors.list({ realm: "acme", filter: {} });
    const { id } = items[0]!;
    await expect(operator.errors.comment({ id, text: " \n " })).rejects.toThrow(/text: is empty/);
    const long = "x".repeat(errorTriage.commentLength + 1);
    await expect(operator.errors.comment({ id, text: long })).rejects.toThrow(/text: has 2001 characters/);
    await expect(operator.errors.comment({ id: newId("erg"), text: "x" })).rejects.toThrow(/no error group/);
    const fresh = createCaller(await world.context(null));
    await expect(fresh.errors.comment({ id, text: "x" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
