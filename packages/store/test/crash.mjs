/**
 * Durability under kill -9: `pnpm --filter @scriptyard/store crash [cycles=100]` (build first).
 *
 * Each cycle starts a process that saves, publishes and rolls back as fast as it can and prints a line for every
 * answer it got, kills it at a random moment, opens the store again and checks: nothing that was acknowledged is gone,
 * numbers have no gaps, every version has its event, the live pointer is the last event's, SQLite finds no damage.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newId } from "@scriptyard/model";
import { createStore } from "@scriptyard/store";
import Database from "better-sqlite3";

if (process.argv[2] === "child") await publishForEver(process.argv[3], process.argv[4]);
else await main(Number(process.argv[2] ?? 100));

async function main(cycles) {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-crash-"));
  const file = join(folder, "scriptyard.db");
  const scriptId = await seed(file);
  /** version number → sha256, of everything that was ever acknowledged */
  const acknowledged = new Map();
  let unacknowledged = 0;
  let slowestOpenMs = 0;
  const faults = [];
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const lines = await runAndKill(file, scriptId, 40 + Math.random() * 260);
    for (const line of lines) acknowledged.set(...line);
    const started = performance.now();
    const stored = await inspect(file, scriptId, acknowledged, faults);
    slowestOpenMs = Math.max(slowestOpenMs, performance.now() - started);
    unacknowledged += [...stored.keys()].filter((number) => !acknowledged.has(number)).length;
    for (const [number, sha256] of stored) acknowledged.set(number, sha256);
    if (faults.length > 0) break;
  }
  rmSync(folder, { recursive: true, force: true });
  for (const fault of faults) console.error(`FAULT ${fault}`);
  console.log(`crash.cycles ${cycles} cycles`);
  console.log(`crash.publishes ${acknowledged.size} versions`);
  console.log(`crash.stored_unacknowledged ${unacknowledged} versions`);
  console.log(`crash.slowest_reopen_ms ${slowestOpenMs.toFixed(0)} ms`);
  console.log(`crash.faults ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function runAndKill(file, scriptId, afterMs) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "child", file, scriptId], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  await once(child.stdout, "data");
  setTimeout(() => child.kill("SIGKILL"), afterMs);
  await once(child, "close");
  // The last line may have been cut by the kill.
  const lines = output.split("\n").slice(1, -1);
  return lines.map((line) => line.split(" ")).map(([number, sha256]) => [Number(number), sha256]);
}

async function inspect(file, scriptId, acknowledged, faults) {
  const store = await createStore({ file });
  const script = await store.scripts.byId(scriptId);
  const { items: versions } = await store.versions.list(scriptId, { limit: 1_000_000 });
  const stored = new Map(versions.map(({ number, sha256 }) => [number, sha256]));
  for (const [number, sha256] of acknowledged)
    if (stored.get(number) !== sha256) faults.push(`version ${number} was acknowledged and is not there`);
  const numbers = versions.map(({ number }) => number).reverse();
  if (numbers.some((number, i) => number !== i + 1)) faults.push(`numbers have gaps: ${numbers.join()}`);
  const draft = await store.drafts.get(scriptId);
  await store.close();

  const raw = new Database(file, { readonly: true });
  const events = raw.prepare("select kind, version, version_id from publish_events order by id").all();
  const published = events.filter(({ kind }) => kind === "publish").map(({ version }) => version);
  if (published.length !== versions.length)
    faults.push(`${versions.length} versions, ${published.length} publishes`);
  const last = events.at(-1);
  if ((last?.version_id ?? null) !== script.liveVersionId || (last?.version ?? null) !== script.liveVersion)
    faults.push(`live is ${script.liveVersion}, the last event says ${last?.version}`);
  if (draft === null) faults.push("the draft is gone");
  const check = raw.pragma("integrity_check", { simple: true });
  if (check !== "ok") faults.push(`integrity: ${String(check)}`);
  raw.close();
  return stored;
}

async function seed(file) {
  const store = await createStore({ file });
  const realm = await store.realms.create({
    id: newId("rlm"),
    name: "acme",
    title: "Acme",
    hostId: "identity",
    timeZone: "UTC",
    settingsSchema: {},
    settings: {},
    allowedHosts: [],
    createdAt: 1,
  });
  const script = {
    id: newId("scr"),
    realmId: realm.id,
    module: "login",
    name: "risk-check",
    hook: "onExecute",
    language: "typescript",
    description: "",
    limits: {},
    securityLevel: "production",
    liveVersion: null,
    liveVersionId: null,
    createdAt: 1,
    updatedAt: 1,
  };
  await store.scripts.create(script, { source: "export const x = 0;", userId: null }, []);
  await store.close();
  return script.id;
}

async function publishForEver(file, scriptId) {
  const store = await createStore({ file });
  console.log("ready");
  const script = await store.scripts.byId(scriptId);
  for (let round = 0; ; round++) {
    const { revision } = await store.drafts.get(scriptId);
    const source = `export const x = "${newId("req")}";`;
    const nowMs = Date.now();
    await store.drafts.save({ scriptId, source, baseRevision: revision, userId: null, nowMs });
    const sha256 = Buffer.from(source).toString("hex").padEnd(64, "0").slice(0, 64);
    const versionId = newId("ver");
    const { version } = await store.versions.publish({
      draftRevision: revision + 1,
      version: {
        id: versionId,
        scriptId,
        language: "typescript",
        hook: "onExecute",
        source,
        compiled: source,
        map: null,
        libraries: [],
        limits: {},
        securityLevel: "production",
        declarationsHash: sha256,
        unknownOutcome: "error",
        sha256,
        diagnostics: [],
        authorId: null,
        note: "crash",
        createdAt: nowMs,
      },
      event: event(script, versionId, { kind: "publish", idempotencyKey: newId("req") }),
    });
    // Synchronous, so that the line is out before the next statement.
    process.stdout.write(`${version.number} ${version.sha256}\n`);
    if (round % 5 === 4) {
      const target = await store.versions.byNumber(scriptId, Math.max(1, version.number - 2));
      if (target.id !== version.id)
        await store.versions.rollback(event(script, target.id, { idempotencyKey: null }));
    }
  }
}

function event(script, versionId, more) {
  return {
    id: newId("pub"),
    realmId: script.realmId,
    scriptId: script.id,
    versionId,
    note: "crash",
    authorId: null,
    at: Date.now(),
    ...more,
  };
}
