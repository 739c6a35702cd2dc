import type { Worker } from "node:worker_threads";
import { waitDetailsOf } from "@scriptyard/model";
import { expect, test } from "vitest";
import { createStore, dataFiles } from "../../../create-store.ts";
import { expectFault } from "../../../testing/expect-fault.ts";
import { anExecution, seedScript } from "../../../testing/fixtures.ts";
import { tempFolder } from "../../../testing/temp-folder.ts";
import { threadReader } from "./thread-reader.ts";

/** Found nowhere, and every place of a log looks like its beginning: the dearest text to look for. */
const text = `${"a".repeat(199)}b`;
const page = { limit: 10 };

/** A store with a realm whose text searches take some time each, and one with a single record. */
async function slowStore(records = 100) {
  const folder = tempFolder();
  const file = folder.file("scriptyard.db");
  const store = await createStore({ file });
  const [slow, quick] = [await seedScript(store), await seedScript(store)];
  const logs = Array.from({ length: 30 }, (_, seq) => ({
    seq,
    level: "info" as const,
    message: "a".repeat(2_000),
  }));
  await store.executions.insertMany(
    Array.from({ length: records }, () => anExecution(slow.script, { logs })),
  );
  await store.executions.insertMany([anExecution(quick.script)]);
  return {
    store,
    files: dataFiles(file),
    slow: { realmId: slow.realm.id, text },
    quick: { realmId: quick.realm.id },
    script: slow.script,
    async [Symbol.asyncDispose]() {
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}

/** Notes which promises settled, in order. */
function order() {
  const settled: string[] = [];
  const note = <T>(name: string, promise: Promise<T>): Promise<T> => {
    const noted = () => void settled.push(name);
    promise.then(noted, noted);
    return promise;
  };
  return { settled, note };
}

test("a point read does not wait for a search that was asked before it, and the search sees what was written", async () => {
  await using it = await slowStore();
  const { settled, note } = order();
  const search = note("search", it.store.executions.list(it.slow, page));
  await note("point", it.store.scripts.byId(it.script.id));
  await note("write", it.store.meta.set("a", "b"));
  expect(settled).toEqual(["point", "write"]);
  expect(it.store.reading()).toMatchObject({ answered: 0 });
  expect(await search).toEqual({ items: [], next: null });
  expect(it.store.reading()).toEqual({ waiting: 0, answered: 1, refused: 0, calledOff: 0 });

  const [added] = [anExecution(it.script, { startedAt: Date.now() })];
  await it.store.executions.insertMany([added]);
  const newest = await it.store.executions.list({ realmId: it.slow.realmId }, { limit: 1 });
  expect(newest.items[0]!.id).toBe(added.id);
});

test("realms take turns: one query of another realm is second, however many wait", async () => {
  await using it = await slowStore();
  const { settled, note } = order();
  const all = [1, 2, 3, 4].map((n) => note(`slow ${n}`, it.store.executions.list(it.slow, page)));
  all.push(note("quick", it.store.executions.list(it.quick, page)));
  await Promise.all(all);
  expect(settled).toEqual(["slow 1", "quick", "slow 2", "slow 3", "slow 4"]);
});

test("a thread that is killed fails what it was doing and says why; the others are answered by the next one", async () => {
  await using it = await slowStore();
  const threads: Worker[] = [];
  const started = (worker: Worker) => void threads.push(worker);
  process.on("worker", started);
  try {
    const killed = it.store.executions.list(it.slow, page);
    const waiting = [it.store.executions.list(it.slow, page), it.store.executions.list(it.quick, page)];
    await expect.poll(() => threads.length, { interval: 1 }).toBe(1);
    void threads[0]!.terminate();
    const fault = await expectFault(killed, "storage");
    expect(fault.message).toContain("thread");
    expect(fault.cause).toBeInstanceOf(Error);
    expect((await Promise.all(waiting)).map(({ items }) => items.length)).toEqual([0, 1]);
    expect(threads.length).toBe(2);

    // The same while it has nothing to do.
    await threads[1]!.terminate();
    expect((await it.store.executions.list(it.quick, page)).items.length).toBe(1);
  } finally {
    process.off("worker", started);
  }
});

test("what takes too long is called off, and what waited behind it is answered", async () => {
  await using it = await slowStore(800);
  const reader = threadReader(it.files, { deadline: { workMs: 60, longestMs: 60_000 } });
  const late = reader.ask(it.slow.realmId, "listExecutions", it.slow, page);
  const behind = reader.ask(it.quick.realmId, "listExecutions", it.quick, page);
  const { details } = await expectFault(late, "busy");
  expect(waitDetailsOf(details)).toEqual({ retryAfterMs: expect.any(Number) });
  expect(reader.stats().calledOff).toBe(1);
  // Its thread is new and the machine may be slow: it may be late itself, but not for ever.
  await behind.catch(() => {});
  const again = () => reader.ask(it.quick.realmId, "listExecutions", it.quick, page);
  const found = () => again().then(({ items }) => items.length, String);
  await expect.poll(found, { timeout: 20_000 }).toBe(1);
  await reader.close();
});

test("no more wait than may: a realm that fills its part is refused, others are not", async () => {
  await using it = await slowStore();
  const reader = threadReader(it.files, { waiting: { perRealm: 1, all: 2 } });
  const ask = (realm: string) => reader.ask(realm, "listExecutions", it.slow, page);
  const [running, waiting, refused, other, beyond] = [ask("a"), ask("a"), ask("a"), ask("b"), ask("c")];
  for (const [promise, waitingBehind] of [
    [refused, 2],
    [beyond, 3],
  ] as const) {
    const { details } = await expectFault(promise, "busy");
    expect(waitDetailsOf(details)).toEqual({ retryAfterMs: expect.any(Number), waitingBehind });
  }
  for (const { items } of await Promise.all([running, waiting, other])) expect(items).toEqual([]);
  expect(reader.stats()).toEqual({ waiting: 0, answered: 3, refused: 2, calledOff: 0 });
  await reader.close();
});

test("closing answers what runs and refuses what waits", async () => {
  await using it = await slowStore();
  const running = it.store.executions.list(it.slow, page);
  const waiting = it.store.executions.list(it.slow, page);
  const closing = it.store.close();
  await expectFault(waiting, "unavailable");
  expect((await running).items).toEqual([]);
  await closing;
  await expectFault(it.store.executions.list(it.quick, page), "unavailable");
});
