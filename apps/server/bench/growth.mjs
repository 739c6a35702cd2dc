// How the server's answers grow with what is stored: a realm of 20 to 10 000 scripts, 10 000 to 1 000 000 records.
// `node apps/server/bench/growth.mjs [--scripts 20,200,2000,10000] [--records 10000,100000,1000000]`, after a build; or
// `npm run bench:growth`. One line per figure and size, `name@size value unit`: medians of seven, over HTTP.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newId } from "@scriptyard/model";
import { createStore } from "@scriptyard/store";
import { anExecution, aPublish, aScript } from "../../../packages/store/bench/subjects.mjs";
import { addressOf, launch } from "./built-server.mjs";
import { person, query } from "./person.mjs";

const admin = { email: "admin@example.com", password: "a long enough password" };
const { values } = parseArgs({
  options: {
    scripts: { type: "string", default: "20,200,2000,10000" },
    records: { type: "string", default: "10000,100000,1000000" },
  },
});
const sizes = (text) => text.split(",").filter(Boolean).map(Number);

for (const scripts of sizes(values.scripts))
  await measure({ scripts, records: 1_000 }, `${scripts}_scripts`, measureScripts);
for (const records of sizes(values.records))
  await measure({ scripts: 200, records }, `${records}_records`, measureRecords);

async function measure(size, label, figures) {
  const data = mkdtempSync(join(tmpdir(), "scriptyard-growth-"));
  try {
    await stop((await start(data)).child);
    await fill(join(data, "scriptyard.db"), size);
    const server = await start(data);
    try {
      print(`start_ms@${label}`, server.startMs, "ms");
      await figures(server.somebody, label);
    } finally {
      await stop(server.child);
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function start(data) {
  const started = performance.now();
  const child = launch({ data, admin });
  const url = await addressOf(child);
  const startMs = performance.now() - started;
  const somebody = person(url);
  await somebody.call("session.signIn", admin);
  return { child, startMs, somebody };
}

async function stop(child) {
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("close", resolve));
}

/** Straight into the store: half of the scripts published, all with drafts; records over the last week, one in fifty failed. */
async function fill(file, { scripts: count, records }) {
  const store = await createStore({ file });
  const realm = await store.realms.byName("acme");
  const scripts = [];
  const text = readFileSync(new URL("./growth.mjs", import.meta.url), "utf8").slice(0, 2_000);
  for (let n = 0; n < count; n++) {
    const script = {
      ...aScript(realm, n),
      module: `growth-${Math.floor(n / 50)}`,
      description: `Script number ${n}`,
    };
    scripts.push(await store.scripts.create(script, { source: `// ${n}\n${text}`, userId: null }, []));
    if (n % 2 === 0) await store.versions.publish(aPublish(script));
  }
  const weekMs = 7 * 86_400_000;
  const from = Date.now() - weekMs;
  for (let n = 0; n < records; n += 1_000)
    await store.executions.insertMany(
      Array.from({ length: Math.min(1_000, records - n) }, (_, i) =>
        anExecution(
          scripts[(n + i) % scripts.length],
          n + i,
          from + Math.floor(((n + i) * weekMs) / records),
        ),
      ),
    );
  await store.close();
}

async function measureScripts(somebody, label) {
  const tree = await timed(somebody, "scripts.tree", { realm: "acme" });
  print(`tree_ms@${label}`, tree.ms, "ms");
  print(`tree_bytes@${label}`, tree.bytes, "bytes");
  const asks = {
    module: ["scripts.list", { realm: "acme", module: "growth-0" }],
    find: ["scripts.search", { realm: "acme", text: "script number 7" }],
  };
  for (const [name, [path, input]] of Object.entries(asks)) {
    const answer = await timed(somebody, path, input);
    print(`${name}_ms@${label}`, answer.ms, "ms");
    print(`${name}_bytes@${label}`, answer.bytes, "bytes");
  }
  print(`flows_ms@${label}`, (await timed(somebody, "flows.list", { realm: "acme" })).ms, "ms");
  print(
    `editor_ms@${label}`,
    (await timed(somebody, "scripts.get", { realm: "acme", module: "login", name: "risk-check" })).ms,
    "ms",
  );
  const sources = await timed(somebody, "registry.scripts", { realm: "acme" });
  // The first reads the versions that it names.
  print(`sources_first_ms@${label}`, sources.firstMs, "ms");
  print(`sources_ms@${label}`, sources.ms, "ms");
  print(`sources_bytes@${label}`, sources.bytes, "bytes");
  const sorted = { realm: "acme", sort: "runs" };
  print(`sources_sorted_ms@${label}`, (await timed(somebody, "registry.scripts", sorted)).ms, "ms");
  print(`folder_ms@${label}`, (await timed(somebody, "registry.folder", { realm: "acme" })).ms, "ms");
  const named = { realm: "acme", text: "risk" };
  print(`palette_ms@${label}`, (await timed(somebody, "lookup.named", named)).ms, "ms");
}

async function measureRecords(somebody, label) {
  const now = Date.now();
  const week = { fromMs: now - 7 * 86_400_000 };
  const asks = {
    list: ["executions.list", { realm: "acme", filter: week, limit: 100 }],
    list_errors: ["executions.list", { realm: "acme", filter: { ...week, status: "error" }, limit: 100 }],
    search_hit: ["executions.list", { realm: "acme", filter: { ...week, text: "no user" }, limit: 100 }],
    search_miss: [
      "executions.list",
      { realm: "acme", filter: { ...week, text: "nobody says this" }, limit: 100 },
    ],
    request: ["lookup.find", { text: newId("req") }],
    histogram: ["executions.histogram", { realm: "acme", filter: week, buckets: 90 }],
    overview: ["overview.get", { realm: "acme", fromMs: now - 86_400_000, toMs: now }],
    overview_week: ["overview.get", { realm: "acme", ...week, toMs: now }],
    errors: ["errors.list", { realm: "acme", filter: {} }],
    tree: ["scripts.tree", { realm: "acme" }],
  };
  for (const [name, [path, input]] of Object.entries(asks))
    print(`${name}_ms@${label}`, (await timed(somebody, path, input)).ms, "ms");
}

async function timed(somebody, path, input) {
  const took = [];
  let [bytes, firstMs] = [0, 0];
  for (let round = 0; round < 8; round++) {
    const started = performance.now();
    const answer = await somebody.send(query(path, input), { method: "GET" });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    // The first opens files and compiles statements.
    if (round > 0) took.push(performance.now() - started);
    else firstMs = performance.now() - started;
    bytes = Buffer.byteLength(answer.text);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { ms: took.toSorted((a, b) => a - b)[took.length >> 1], firstMs, bytes };
}

function print(name, value, unit) {
  console.log(`growth.${name} ${Number(value.toPrecision(4))} ${unit}`);
}
