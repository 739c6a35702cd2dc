// Whether innocent scripts fail because the machine is busy: the built server from a cold start beside busy processes, the
// shipped login walked over HTTP, previews of texts nobody has seen, and a list of 10 000 items grouped by an endpoint.
// `node bench/innocent.mjs [--logins 1000] [--previews 200] [--groupings 20] [--neighbours 8]`, after a build. Prints
// `name value unit` a line; exit code 1 when anything failed.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { addressOf, launch } from "./built-server.mjs";
import { busyNeighbours } from "./neighbours.mjs";
import { person } from "./person.mjs";

const number = (name, usual) => ({ [name]: { type: "string", default: String(usual) } });
const { values } = parseArgs({
  options: {
    ...number("logins", 1_000),
    ...number("previews", 200),
    ...number("groupings", 20),
    ...number("neighbours", 8),
  },
});
const [logins, previews, groupings, neighbours] = ["logins", "previews", "groupings", "neighbours"].map(
  (name) => Number(values[name]),
);

const admin = { email: "innocent@example.com", password: "a long enough password" };
const data = mkdtempSync(join(tmpdir(), "scriptyard-innocent-"));
const failures = [];
const times = { login: [], preview: [], grouping: [] };

const busy = await busyNeighbours(neighbours);
const startedAt = performance.now();
const server = launch({ data, admin });
try {
  const url = await addressOf(server);
  print("innocent.start_ms", performance.now() - startedAt, "ms");
  const { call, ask, token } = await signIn(url);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  for (let i = 0; i < logins; i++) await timed("login", i, () => login(url, headers, i));
  const run = previews > 0 ? await recordedRun(ask) : null;
  for (let i = 0; i < previews; i++) await timed("preview", i, () => preview(call, run, i));
  if (groupings > 0) await publishGrouping(call);
  for (let i = 0; i < groupings; i++) await timed("grouping", i, () => group(url, i));
} finally {
  busy.end();
  server.kill("SIGTERM");
  if (server.exitCode === null) await once(server, "close");
  rmSync(data, { recursive: true, force: true });
}
for (const [name, list] of Object.entries(times)) {
  if (list.length === 0) continue;
  const sorted = list.toSorted((a, b) => a - b);
  print(`innocent.${name}_first_ms`, list[0], "ms");
  print(`innocent.${name}_p50_ms`, sorted[list.length >> 1], "ms");
  print(`innocent.${name}_max_ms`, sorted.at(-1), "ms");
}
print("innocent.failures", failures.length, `of ${logins + previews + groupings}`);
for (const failure of failures.slice(0, 10)) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

function print(name, value, unit) {
  console.log(`${name} ${Number(value.toPrecision(4))} ${unit}`);
}

/** `act` answers null when all is well, else what was wrong. */
async function timed(name, index, act) {
  const started = performance.now();
  const problem = await act().catch((error) => String(error));
  times[name].push(performance.now() - started);
  if (problem !== null) failures.push(`${name} ${index}: ${problem}`);
}

/** The realm and the flow that every installation starts with. A known visitor is through in one step. */
async function login(url, headers, i) {
  const context = {
    request: { ip: `10.0.${i % 200}.7`, headers: { "user-agent": "Mozilla/5.0 Firefox/140.0" } },
    user: {
      id: `usr_${i}`,
      email: `person${i}@example.org`,
      roles: ["member"],
      attributes: {},
    },
    device: { id: `dev_${i}`, known: true },
  };
  const answer = await fetch(`${url}/api/v1/realms/acme/flows/login/sessions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ context }),
  });
  const text = await answer.text();
  if (answer.status !== 201) return `HTTP ${answer.status}: ${text.slice(0, 300)}`;
  return /unavailable|went wrong/i.test(text) ? text.slice(0, 300) : null;
}

async function newScript(call, name, hook, source) {
  return call("scripts.create", {
    realm: "acme",
    module: "bench",
    name,
    hook,
    language: "typescript",
    source,
  });
}

/** What the last login's script was given, as somebody gets it who opens a run in the editor. */
async function recordedRun(ask) {
  for (;;) {
    // Records are written a moment after the answer.
    const { items } = await ask("executions.list", { realm: "acme", filter: {}, limit: 1 });
    if (items.length > 0) return ask("executions.get", { id: items[0].id });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A text that nobody has seen before: it is checked, compiled and run. */
async function preview(call, { scriptId, args, source }, i) {
  const text = `${source}\nexport const edition = ${i};\n`;
  const { status, error } = await call("scripts.preview", { scriptId, source: text, args });
  return status === "ok" ? null : JSON.stringify(error).slice(0, 300);
}

async function publishGrouping(call) {
  const source = `
    type Item = { id: number; group: string; amount: number };
    export function onRequest(request: HookRequest): HookResponse {
      const seen = new Set<number>();
      const sums: Record<string, { count: number; total: number }> = {};
      for (const item of (request.body as unknown as { items: Item[] }).items) {
        if (seen.has(item.id)) continue;
        seen.add(item.id);
        const sum = (sums[item.group] ??= { count: 0, total: 0 });
        sum.count += 1;
        sum.total += item.amount;
      }
      const body = Object.entries(sums).map(([name, sum]) => ({ name, ...sum })).sort((a, b) => b.total - a.total);
      return { status: 200, body };
    }`;
  const { script, draft } = await newScript(call, "group", "onRequest", source);
  await call("versions.publish", { scriptId: script.id, note: "bench", revision: draft.revision });
  const config = { path: "/group", auth: "none", rateLimitPerMinute: 0 };
  await call("triggers.create", { realm: "acme", kind: "http", name: "group", scriptId: script.id, config });
}

async function group(url, seed) {
  const items = Array.from({ length: 10_000 }, (_, i) => ({
    id: (i * 7919 + seed) % 9_000,
    group: `group ${i % 40}`,
    amount: i % 97,
  }));
  const answer = await fetch(`${url}/hooks/acme/group`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ items }),
  });
  const text = await answer.text();
  return answer.status === 200 ? null : `HTTP ${answer.status}: ${text.slice(0, 300)}`;
}

async function signIn(url) {
  const { call, ask } = person(url);
  await call("session.signIn", admin);
  const { token } = await call("tokens.create", { name: "innocent", scopes: ["execute", "flows"] });
  return { call, ask, token };
}
