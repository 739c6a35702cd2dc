import { parentPort, workerData } from "node:worker_threads";
import { toFault } from "../../../faults.ts";
import { directReader } from "../../../reading/reader.ts";
import { sqliteEngine } from "../engine.ts";
import { openToRead } from "../open.ts";
import type { ReadAnswer, ReadReply, ReadRequest, ReadWorkerData } from "./protocol.ts";
import { keepStatements } from "./statement-cache.ts";

/** Thread that answers the store's dear reads, with connections of its own that cannot write. */
const { files } = workerData as ReadWorkerData;
const [main, records] = [files.main, files.records].map((file) => {
  const raw = openToRead(file);
  keepStatements(raw);
  return sqliteEngine(raw);
});
const reader = directReader({ main: main!, records: records! });
const reply = (message: ReadReply) => parentPort!.postMessage(message);
reply("ready");

parentPort!.on("message", (request: ReadRequest) => {
  if (request !== "close") return void answer(request).then(reply);
  void Promise.all([main!.close(), records!.close()]).then(() => parentPort!.close());
});

async function answer({ name, args }: Exclude<ReadRequest, "close">): Promise<ReadAnswer> {
  try {
    return { ok: true, json: JSON.stringify(await reader.ask("", name, ...(args as never))) };
  } catch (error) {
    const { code, message, cause } = toFault(error);
    return {
      ok: false,
      code,
      message,
      cause: cause instanceof Error ? (cause.stack ?? cause.message) : message,
    };
  }
}
