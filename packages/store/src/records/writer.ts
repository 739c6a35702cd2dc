import { Fault } from "@scriptyard/model";
import { guarded } from "../faults.ts";
import type { RecordWriter } from "../repositories/context.ts";
import type { Engine } from "../work.ts";
import { setErrorStatus } from "./error-groups.ts";
import { insertExecutions } from "./insert.ts";
import { pruneRecords } from "./prune.ts";

/** Writes records on the calling thread; the worker of `dialects/sqlite` runs this very writer on its own. */
export function directWriter(engine: Engine): RecordWriter {
  return {
    insertMany: (records) => guarded(engine.tx((db, t) => insertExecutions(db, t, records))),
    prune: (beforeMs) => pruneRecords(engine, beforeMs),
    setErrorStatus: async (id, status, atMs) => {
      const known = await guarded(engine.tx((db, t) => setErrorStatus(db, t, id, status, atMs)));
      if (!known) throw new Fault("not_found", `There is no error group ${id}.`);
    },
    close: async () => {},
  };
}
