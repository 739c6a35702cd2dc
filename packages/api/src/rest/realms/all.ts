import { archiveRealm } from "./archive.ts";
import { createRealm } from "./create.ts";
import { exportRealm } from "./export.ts";
import { importRealm } from "./import.ts";
import { listRealms } from "./list.ts";
import { planRealmImport } from "./plan-import.ts";
import { removeRealm } from "./remove.ts";
import { restoreRealm } from "./restore.ts";
import { updateRealm } from "./update.ts";

export const realmRoutes = [
  listRealms,
  createRealm,
  updateRealm,
  removeRealm,
  archiveRealm,
  restoreRealm,
  exportRealm,
  planRealmImport,
  importRealm,
];
