import { type Execution, Fault } from "@scriptyard/model";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRecorder, createStore, type Store } from "../index.ts";
import { aFailure, anExecution, aRealm, aScript, seedScript } from "../testing/fixtures.ts";
import { tempFolder } from "../testing/temp-folder.ts";

let store: Store;
const script = aScript(aRealm());
beforeAll(async () => {
  store = await createStore({ memory: true });
});
afterAll(() => store.close());

/** The real store behind a door that can be shut. */
function gatedStore(target: Pick<Store, "executions"> = store) {
  const gate = { fault: null as Fault | null, batches: [] as number[], hold: null as Promise<void> | null };
  const executions = {
    ...target.executions,
    insertMany: async (records: Execution[]) => {
      gate.batches.push(records.length);
      if (gate.hold) await gate.hold;
      if (gate.fault) throw gate.fault;
      await target.executions.insertMany(records);
    },
  };
  return { gate, executions };
}

const storageFault = new Fault("storage", "disk full");
const stored = async (execution: Execution) => (await store.executions.byId(execution.id)) !== null;

test("flush resolves when everything recorded before it is stored", async () => {
  const gated = gatedStore();
  const recorder = createRecorder(gated, { intervalMs: 60_000, batchSize: 10 });
  const records = Array.from({ length: 35 }, (_, i) =>
    i % 7 === 0 ? aFailure(script, "boom") : anExecution(script),
  );
  for (const record of records) recorder.record(record);
  expect(recorder.stats()).toMatchObject({ queued: 35, written: 0 });
  await recorder.flush();
  for (const record of records) expect(await stored(record)).toBe(true);
  expect(recorder.stats()).toEqual({ queued: 0, written: 35, dropped: 0, failedBatches: 0 });
  expect(gated.gate.batches).toEqual([10, 10, 10, 5]);
  await recorder.flush();
  await recorder[Symbol.asyncDispose]();
});

test("a lone record is written after the interval, without a flush", async () => {
  const recorder = createRecorder(store, { intervalMs: 5 });
  const record = anExecution(script);
  recorder.record(record);
  await expect.poll(() => stored(record), { timeout: 5_000 }).toBe(true);
  await recorder[Symbol.asyncDispose]();
});

test("a failure does not wait for company, and takes along what does", async () => {
  const recorder = createRecorder(store, { intervalMs: 60_000 });
  const record = anExecution(script);
  const failure = aFailure(script, "boom");
  recorder.record(record);
  recorder.record(failure);
  await expect.poll(() => stored(failure), { timeout: 10_000 }).toBe(true);
  expect(await stored(record)).toBe(true);
  await recorder[Symbol.asyncDispose]();
});

test("a full queue drops its oldest successes, counts them, and never an error", async () => {
  const gated = gatedStore();
  let open = () => {};
  gated.gate.hold = new Promise((resolve) => {
    open = resolve;
  });
  const recorder = createRecorder(gated, { maxQueued: 10, batchSize: 4, intervalMs: 0 });
  const first = Array.from({ length: 4 }, () => anExecution(script));
  for (const record of first) recorder.record(record);
  await expect.poll(() => gated.gate.batches.length).toBe(1);

  const successes = Array.from({ length: 20 }, () => anExecution(script));
  const errors = Array.from({ length: 15 }, () => aFailure(script, "boom"));
  for (const record of [...successes, ...errors]) recorder.record(record);
  expect(recorder.stats()).toMatchObject({ queued: 4 + 15, dropped: 20 });

  const late = anExecution(script);
  recorder.record(late);
  expect(recorder.stats()).toMatchObject({ queued: 4 + 15, dropped: 21 });
  open();
  await recorder.flush();
  for (const record of [...first, ...errors]) expect(await stored(record)).toBe(true);
  for (const record of [...successes, late]) expect(await stored(record)).toBe(false);
  expect(recorder.stats()).toEqual({ queued: 0, written: 19, dropped: 21, failedBatches: 0 });
  await recorder[Symbol.asyncDispose]();
});

test("a failing batch is tried again until the storage is back; errors came through", async () => {
  const gated = gatedStore();
  gated.gate.fault = storageFault;
  const faults: Fault[] = [];
  const recorder = createRecorder(gated, {
    retryMs: 1,
    intervalMs: 0,
    maxQueued: 5,
    onError: (fault, lost) => {
      faults.push(fault);
      expect(lost).toEqual([]);
      throw new Error("a logger that throws");
    },
  });
  const failure = aFailure(script, "boom");
  recorder.record(failure);
  await expect.poll(() => recorder.stats().failedBatches).toBeGreaterThan(3);
  for (let i = 0; i < 10; i++) recorder.record(anExecution(script));
  expect(faults[0]).toBe(storageFault);
  gated.gate.fault = null;
  await recorder.flush();
  expect(await stored(failure)).toBe(true);
  expect(recorder.stats()).toMatchObject({ queued: 0, written: 5, dropped: 6 });
  await recorder[Symbol.asyncDispose]();
});

test("a record the database will never take is found, reported and counted; the rest of its batch is stored", async () => {
  const lost: Execution[] = [];
  const recorder = createRecorder(store, {
    intervalMs: 60_000,
    onError: (_, records) => void lost.push(...records),
  });
  const good = Array.from({ length: 9 }, () => anExecution(script));
  const poisoned = anExecution(script, { hook: undefined as unknown as string });
  for (const record of [...good.slice(0, 5), poisoned, ...good.slice(5)]) recorder.record(record);
  await recorder.flush();
  for (const record of good) expect(await stored(record)).toBe(true);
  expect(lost).toEqual([poisoned]);
  expect(recorder.stats()).toMatchObject({ queued: 0, written: 9, dropped: 1 });
  await recorder[Symbol.asyncDispose]();
});

test("dispose writes what is left; what comes later is counted as dropped", async () => {
  const recorder = createRecorder(store, { intervalMs: 60_000 });
  const record = anExecution(script);
  recorder.record(record);
  await recorder[Symbol.asyncDispose]();
  await recorder[Symbol.asyncDispose]();
  expect(await stored(record)).toBe(true);
  recorder.record(anExecution(script));
  expect(recorder.stats()).toEqual({ queued: 0, written: 1, dropped: 1, failedBatches: 0 });
});

test("dispose gives up after its time and says how many records are lost", async () => {
  const gated = gatedStore();
  gated.gate.fault = storageFault;
  const recorder = createRecorder(gated, { retryMs: 1, disposeTimeoutMs: 20 });
  recorder.record(anExecution(script));
  recorder.record(aFailure(script, "boom"));
  await expect(recorder[Symbol.asyncDispose]()).rejects.toMatchObject({
    code: "storage",
    message: expect.stringContaining("2 execution records"),
  });
});

test("whatever comes in, every record is written or counted, and no error is missing", async () => {
  const run = fc.record({
    kinds: fc.array(fc.constantFrom("ok", "error", "flush", "fail", "heal"), { maxLength: 40 }),
    maxQueued: fc.integer({ min: 1, max: 8 }),
    batchSize: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ kinds, maxQueued, batchSize }) => {
      const gated = gatedStore();
      const recorder = createRecorder(gated, { maxQueued, batchSize, intervalMs: 0, retryMs: 1 });
      const errors: Execution[] = [];
      let recorded = 0;
      for (const kind of kinds) {
        if (kind === "fail") gated.gate.fault = storageFault;
        else if (kind === "heal") gated.gate.fault = null;
        else if (kind === "flush") {
          if (!gated.gate.fault) await recorder.flush();
        } else {
          const record = kind === "ok" ? anExecution(script) : aFailure(script, "boom");
          if (kind === "error") errors.push(record);
          recorder.record(record);
          recorded += 1;
        }
      }
      gated.gate.fault = null;
      await recorder[Symbol.asyncDispose]();
      const { queued, written, dropped } = recorder.stats();
      expect({ queued, sum: written + dropped }).toEqual({ queued: 0, sum: recorded });
      for (const error of errors) expect(await stored(error)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("publishing does not wait for records: a batch holds only its own file", async () => {
  using folder = tempFolder();
  const files = await createStore({ file: folder.file("scriptyard.db") });
  const seeded = await seedScript(files);
  const recorder = createRecorder(files, { batchSize: 5_000, intervalMs: 0 });
  for (let i = 0; i < 5_000; i++) recorder.record(anExecution(seeded.script));
  const flushed = recorder.flush().then(() => "records");
  await new Promise((resolve) => setTimeout(resolve, 5));
  const saved = files.meta.set("while", "writing").then(() => "main");
  expect(await Promise.race([flushed, saved])).toBe("main");
  await flushed;
  const page = await files.executions.list({ realmId: seeded.realm.id }, { limit: 1 });
  expect(page.items.length).toBe(1);
  await recorder[Symbol.asyncDispose]();
  await files.close();
});
