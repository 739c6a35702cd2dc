import { statSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { Execution } from "@scriptyard/model";
import { toFault } from "../../faults.ts";
import type { RecordChange } from "../../records/changes.ts";
import { directWriter } from "../../records/writer.ts";
import { sqliteEngine } from "./engine.ts";
import { logBytes, openSqlite, openToFold, type SqliteConnection } from "./open.ts";
import type { RecordAnswer, RecordReply, RecordRequest, RecordWorkerData } from "./record-protocol.ts";

/**
 * Thread that owns the write side of the records file, and folds the main file's log in. Both are migrated already; the
 * process holds their lock.
 */
const files = workerData as RecordWorkerData;
const engine = sqliteEngine(openSqlite(files.records, "records"));
let main: SqliteConnection | undefined;
const writer = directWriter(engine);

parentPort!.on("message", (request: RecordRequest) => {
  void answer(request).then((reply) => {
    parentPort!.postMessage(reply);
    if (request.op === "close") parentPort!.close();
  });
});

async function answer(request: RecordRequest): Promise<RecordReply> {
  try {
    return { id: request.id, ok: true, value: await perform(request) };
  } catch (error) {
    const { code, message, cause } = toFault(error);
    const trail = cause instanceof Error ? (cause.stack ?? cause.message) : message;
    return { id: request.id, ok: false, code, message, cause: trail };
  }
}

async function perform(request: RecordRequest): Promise<RecordAnswer> {
  switch (request.op) {
    case "write":
      await writer.write(
        JSON.parse(request.json) as Execution[],
        JSON.parse(request.changes) as RecordChange[],
      );
      return undefined;
    case "beginBus":
      await writer.beginBus();
      return undefined;
    case "ping":
      await writer.ping();
      return undefined;
    case "prune":
      return await writer.prune(request.beforeMs);
    case "removeRealm":
      await writer.removeRealm(request.realmId);
      return undefined;
    case "changeErrors":
      return await writer.changeErrors(request.change, request.atMs);
    case "foldMain":
      foldMain();
      return undefined;
    case "close":
      main?.close();
      await engine.close();
      return undefined;
  }
}

function foldMain(): void {
  if (files.main === undefined || statSync(`${files.main}-wal`).size < logBytes) return;
  main ??= openToFold(files.main);
  // Passive: neither who reads nor who writes waits for it.
  main.pragma("wal_checkpoint(PASSIVE)");
}
