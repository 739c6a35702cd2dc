import { countCrashes } from "../bus/recover.ts";
import { guarded } from "../faults.ts";
import type { RecordWriter } from "../repositories/context.ts";
import type { Engine } from "../work.ts";
import { applyChanges } from "./changes.ts";
import { changeErrors } from "./error-changes.ts";
import { insertExecutions } from "./insert.ts";
import { pruneRecords } from "./prune.ts";
import { removeRealmRecords } from "./remove-realm.ts";

/** Writes records on the calling thread; the worker of `dialects/sqlite` runs this very writer on its own. */
export function directWriter(engine: Engine): RecordWriter {
  return {
    write: (records, changes) =>
      guarded(
        engine.tx(function* (db, t) {
          yield* insertExecutions(db, t, records);
          yield* applyChanges(db, t, changes);
        }),
      ),
    beginBus: () => guarded(engine.tx(countCrashes)),
    prune: (beforeMs) => pruneRecords(engine, beforeMs),
    removeRealm: (realmId) => removeRealmRecords(engine, realmId),
    changeErrors: (change, atMs) => guarded(engine.tx((db, t) => changeErrors(db, t, change, atMs))),
    ping: async () => {},
    close: async () => {},
  };
}
