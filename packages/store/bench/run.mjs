/**
 * `node packages/store/bench/run.mjs` (build first): one line per figure, `name value unit`.
 *
 * - store.record_batched_per_s   records through recorder and record thread to the file, until the last is on disk
 * - store.record_main_us         of that, what the main thread spends per record (event loop busy time)
 * - store.publish_ms             median publish, on disk (synchronous=FULL)
 * - store.publish_busy_ms        the same while records are being written
 * - store.overview_100k_ms       median overview of a day with 100 000 records and 20 scripts
 * - store.list_text_100k_ms      one page of a text search that finds nothing
 * - store.flow_traffic_add_us    one step of a walk counted, of 1 000 000 over a week in 3 flows, 20 000 a batch
 * - store.flow_traffic_week_ms   a flow's traffic of the week then, median
 * - store.flow_session_us        read and compare-and-set of a flow session, as a flow's request does
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { newId } from "@scriptyard/model";
import { createRecorder, createStore } from "@scriptyard/store";
import { aFlow, aFlowSession, anExecution, aPublish, aRealm, aScript } from "./subjects.mjs";

const folder = mkdtempSync(join(tmpdir(), "scriptyard-bench-"));
const store = await createStore({ file: join(folder, "scriptyard.db") });
const realm = await store.realms.create(aRealm());
const scripts = [];
for (let i = 0; i < 20; i++)
  scripts.push(await store.scripts.create(aScript(realm, i), { source: "export {};", userId: null }, []));

await benchRecords(60_000);
await benchReads(100_000);
await benchFlowTraffic(1_000_000);
await benchFlowSessions();
await benchPublish("store.publish_ms");
await benchBusyPublish();
await store.close();
rmSync(folder, { recursive: true, force: true });

async function benchRecords(count) {
  const recorder = createRecorder(store, { maxQueued: count });
  const records = Array.from({ length: count }, (_, i) =>
    anExecution(scripts[i % scripts.length], i, Date.now()),
  );
  const started = performance.now();
  const before = performance.eventLoopUtilization();
  for (let i = 0; i < count; i += 100) {
    for (const record of records.slice(i, i + 100)) recorder.record(record);
    // Requests come in turns of the event loop, not all at once.
    await new Promise((resolve) => setImmediate(resolve));
    while (recorder.stats().queued > 5_000) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await recorder.flush();
  const { active } = performance.eventLoopUtilization(before);
  print("store.record_batched_per_s", (count / (performance.now() - started)) * 1000, "/s");
  print("store.record_main_us", (active / count) * 1000, "us");
  await recorder[Symbol.asyncDispose]();
}

async function benchFlowTraffic(count) {
  const weekMs = 7 * 86_400_000;
  const now = Date.now();
  const flows = Array.from({ length: 3 }, () => newId("flw"));
  const step = (i) => {
    const [from, to] = [`n${i % 12}`, `n${(i + 1) % 12}`];
    return {
      kind: "walked",
      realmId: realm.id,
      flowId: flows[i % 3],
      at: now - weekMs + Math.floor((i * weekMs) / count),
      runs: [{ node: from, failed: i % 50 === 0 }],
      ways: [{ from, to, outcome: i % 3 === 0 ? null : "ok" }],
    };
  };
  const started = performance.now();
  for (let i = 0; i < count; i += 20_000)
    await store.executions.insertMany(
      [],
      Array.from({ length: 20_000 }, (_, n) => step(i + n)),
    );
  print("store.flow_traffic_add_us", ((performance.now() - started) / count) * 1_000, "us");
  const window = { fromMs: now - weekMs, toMs: now };
  const times = [];
  for (let i = 0; i < 9; i++) {
    const before = performance.now();
    await store.executions.flowTraffic(realm.id, flows[i % 3], window);
    times.push(performance.now() - before);
  }
  print("store.flow_traffic_week_ms", times.sort((a, b) => a - b)[4], "ms");
}

async function benchReads(count) {
  const dayMs = 86_400_000;
  const from = Date.now() - 7 * dayMs;
  const records = Array.from({ length: count }, (_, i) =>
    anExecution(scripts[i % scripts.length], i, from + Math.floor((i * dayMs) / count)),
  );
  for (let i = 0; i < count; i += 1_000) await store.executions.insertMany(records.slice(i, i + 1_000));
  const overview = () => store.executions.overview(realm.id, from, from + dayMs);
  print("store.overview_100k_ms", await medianMs(15, overview), "ms");
  const search = () =>
    store.executions.list({ realmId: realm.id, toMs: from + dayMs, text: "never logged" }, { limit: 50 });
  print("store.list_text_100k_ms", await medianMs(15, search), "ms");
}

async function benchFlowSessions() {
  const flow = await store.flows.save(aFlow(realm));
  let session = aFlowSession(flow);
  await store.flowSessions.create(session);
  const step = async () => {
    const read = await store.flowSessions.byId(session.id);
    session = { ...read, updatedAt: read.updatedAt + 1 };
    await store.flowSessions.update(session, read.updatedAt);
  };
  print("store.flow_session_us", (await medianMs(500, step)) * 1000, "us");
}

async function benchPublish(name) {
  const publish = () => store.versions.publish(aPublish(scripts[0]));
  print(name, await medianMs(100, publish), "ms");
}

async function benchBusyPublish() {
  const recorder = createRecorder(store);
  const feed = setInterval(() => {
    for (let i = 0; i < 30; i++) recorder.record(anExecution(scripts[i % 20], i, Date.now()));
  }, 10);
  const publish = async () => {
    await new Promise((resolve) => setTimeout(resolve, 7));
    const started = performance.now();
    await store.versions.publish(aPublish(scripts[1]));
    return performance.now() - started;
  };
  const taken = [];
  for (let i = 0; i < 100; i++) taken.push(await publish());
  clearInterval(feed);
  print("store.publish_busy_ms", taken.sort((a, b) => a - b)[50], "ms");
  await recorder[Symbol.asyncDispose]();
}

async function medianMs(runs, act) {
  const taken = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await act();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[runs >> 1];
}

function print(name, value, unit) {
  console.log(`${name} ${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`);
}
