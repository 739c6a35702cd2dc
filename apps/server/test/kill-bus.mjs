/**
 * Messages under kill -9: `node apps/server/test/kill-bus.mjs [rounds=30] [seed] [ms=1000]` (build first). On a busy machine
 * give it more of the ms that a server may live at the most.
 *
 * Each round starts the server as `npm start` does, publishes over HTTP as fast as sixteen callers can, and kills it at a
 * random moment. Two scripts hear each message; one of them publishes what a third hears, and what a fourth has hardly room
 * for: most of that becomes dead letters, which a caller delivers again as fast as it can. At the end the server runs until
 * nothing waits, and its records are read: of the messages that were acknowledged none is lost, none was handled twice by
 * anybody, within a topic they were handled in order, and what the fourth did not handle is a dead letter, once. Exits with 1
 * otherwise.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const rounds = Number(process.argv[2] ?? 30);
const random = seeded(Number(process.argv[3] ?? Date.now() % 1e9));
const mostMs = Number(process.argv[4] ?? 1_000);
const publishers = 16;
const admin = { email: "admin@example.com", password: "a long enough password" };
const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "scriptyard-kill-bus-"));

/** Payloads that the server said were in line. */
const sent = { acknowledged: new Set() };
let next = 1;
let slowestStartMs = 0;
const faults = [];

try {
  let server = await start();
  const access = await prepare(server.url);
  let kills = 0;
  for (; kills < rounds; kills++) {
    await publishUntilKilled(server, access, 150 + random() * (mostMs - 150));
    server = await start();
  }
  // What waits is handled now; nothing new comes in.
  await untilQuiet(server.url, access);
  server.child.kill("SIGTERM");
  await server.ended;
  const checked = check();
  console.log(`kill_bus.rounds ${kills} kills`);
  console.log(`kill_bus.acknowledged ${sent.acknowledged.size} messages`);
  console.log(`kill_bus.unacknowledged_handled ${checked.unacknowledged} messages`);
  console.log(`kill_bus.dead_letters ${checked.letters} messages`);
  console.log(`kill_bus.handled_by_the_narrow ${checked.redelivered} messages`);
  console.log(`kill_bus.lost ${checked.lost} messages`);
  console.log(`kill_bus.handled_twice ${checked.twice} messages`);
  console.log(`kill_bus.out_of_order ${checked.outOfOrder} messages`);
  console.log(`kill_bus.slowest_restart_ms ${slowestStartMs.toFixed(0)} ms`);
} finally {
  rmSync(data, { recursive: true, force: true });
}
for (const fault of faults.slice(0, 20)) console.error(`FAULT ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function start() {
  const began = performance.now();
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_LOG_LEVEL: "error",
      SCRIPTYARD_DATA: data,
      SCRIPTYARD_SCRIPTS: join(data, "scripts"),
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
      ...(process.env.SCRIPTYARD_BUS_DURABLE && {
        SCRIPTYARD_BUS_DURABLE: process.env.SCRIPTYARD_BUS_DURABLE,
      }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  let output = "";
  const url = await new Promise((resolve, reject) => {
    const read = (text) => {
      output += text;
      const found = /Scriptyard is running: (http:\S+)/.exec(output);
      if (found) resolve(found[1]);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", read);
    void ended.then((code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  slowestStartMs = Math.max(slowestStartMs, performance.now() - began);
  return { child, url, ended };
}

/** A token, three scripts and their triggers. */
async function prepare(url) {
  const signedIn = await post(`${url}/api/trpc/session.signIn`, admin, {});
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];
  const call = async (procedure, input) => {
    const answer = await post(`${url}/api/trpc/${procedure}`, input, { cookie });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${procedure}: ${JSON.stringify(body)}`);
    return body.result.data;
  };
  const { token } = await call("tokens.create", {
    name: "kill",
    role: "author",
    scopes: ["publish", "metrics"],
  });
  const access = { authorization: `Bearer ${token}` };
  await subscribe(
    "relay",
    "kill.first.*",
    `publish("kill.second." + message.topic.split(".")[2], message.payload);
publish("kill.narrow", message.payload);`,
  );
  await subscribe("beside", "kill.first.*", "");
  await subscribe("last", "kill.second.*", "");
  await subscribe("narrow", "kill.narrow", "", { queueLength: 4, concurrency: 1 });
  return access;

  async function subscribe(name, topic, body, more = {}) {
    const source = `export function onMessage(message: BusMessage): void {\n${body}\n}\n`;
    const place = { realm: "acme", module: "kill", name, hook: "onMessage", language: "typescript" };
    const { script, draft } = await call("scripts.create", { ...place, source });
    await call("versions.publish", { scriptId: script.id, note: "kill", revision: draft.revision });
    const config = { topic, queueLength: 100_000, concurrency: 16, attempts: 20, backoffMs: 1, ...more };
    const trigger = { kind: "bus", name, scriptId: script.id, config, failureLimit: 0 };
    const made = await post(`${url}/api/v1/realms/acme/triggers`, trigger, access);
    if (made.status !== 201) throw new Error(`trigger: ${await made.text()}`);
  }
}

async function publishUntilKilled(server, access, afterMs) {
  let alive = true;
  const publish = async (topic) => {
    while (alive) {
      const n = next++;
      try {
        const message = { topic: `kill.first.t${topic}`, payload: n };
        const answer = await post(`${server.url}/api/v1/realms/acme/messages`, message, access);
        if (answer.status === 201) sent.acknowledged.add(n);
        else if (answer.status !== 503 && answer.status !== 429) faults.push(`${answer.status} for ${n}`);
        await answer.arrayBuffer();
      } catch {
        // Killed before it answered: the message may be kept or not.
        return;
      }
    }
  };
  setTimeout(() => {
    alive = false;
    server.child.kill("SIGKILL");
  }, afterMs);
  const redeliver = async () => {
    while (alive) {
      try {
        const letters = `${server.url}/api/v1/realms/acme/dead-letters`;
        const answer = await fetch(`${letters}?limit=20`, { headers: access });
        const { items } = await answer.json();
        for (const { id } of items)
          if (alive) await (await post(`${letters}/${id}/redeliver`, {}, access)).arrayBuffer();
        await new Promise((resolve) => setTimeout(resolve, 5));
      } catch {
        return;
      }
    }
  };
  await Promise.all([
    server.ended,
    redeliver(),
    ...Array.from({ length: publishers }, (_, topic) => publish(topic)),
  ]);
}

/** Waits until no message waits; the metrics say so. */
async function untilQuiet(url, access) {
  let quiet = 0;
  while (quiet < 5) {
    const metrics = await (await fetch(`${url}/metrics`, { headers: access })).text();
    const waiting = Number(/^scriptyard_bus_waiting (\d+)/m.exec(metrics)?.[1]);
    quiet = waiting === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function check() {
  const Database = createRequire(import.meta.url)("better-sqlite3");
  const database = new Database(join(data, "scriptyard-executions.db"), { readonly: true });
  const rows = database
    .prepare("select id, name, body from executions where module = 'kill' and status = 'ok' order by id")
    .all();
  const counts = { relay: new Map(), beside: new Map(), last: new Map(), narrow: new Map() };
  const newest = new Map();
  let outOfOrder = 0;
  for (const { name, body } of rows) {
    const [message] = JSON.parse(body).args;
    counts[name].set(message.payload, (counts[name].get(message.payload) ?? 0) + 1);
    const line = `${name} ${message.topic}`;
    // What is delivered again comes later.
    if (name !== "narrow" && message.payload < (newest.get(line) ?? 0)) {
      outOfOrder += 1;
      faults.push(`${name}: ${message.payload} after ${newest.get(line)}`);
    }
    newest.set(line, message.payload);
  }
  const main = new Database(join(data, "scriptyard.db"), { readonly: true });
  const letters = main.prepare("select message from dead_letters").all();
  main.close();
  for (const { message } of letters) {
    const { payload } = JSON.parse(message);
    counts.narrow.set(payload, (counts.narrow.get(payload) ?? 0) + 1);
  }
  let lost = 0;
  let twice = 0;
  for (const [name, runs] of Object.entries(counts)) {
    for (const n of sent.acknowledged)
      if (!runs.has(n)) {
        lost += 1;
        faults.push(`${name}: ${n} was acknowledged and never handled`);
      }
    for (const [n, times] of runs)
      if (times > 1) {
        twice += 1;
        faults.push(`${name}: ${n} was handled ${times} times`);
      }
  }
  const left = database.prepare("select count(*) n from bus_deliveries").get().n;
  if (left > 0) faults.push(`${left} deliveries are left`);
  const integrity = database.pragma("integrity_check", { simple: true });
  if (integrity !== "ok") faults.push(`integrity: ${integrity}`);
  database.close();
  const redelivered = rows.filter(({ name }) => name === "narrow").length;
  const unacknowledged = [...counts.beside.keys()].filter((n) => !sent.acknowledged.has(n)).length;
  return { lost, twice, outOfOrder, unacknowledged, letters: letters.length, redelivered };
}

function post(url, body, headers) {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The same moments again with the same seed. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
