import { archiveRealm } from "./archive.ts";
import { createRealm } from "./create.ts";
import { listRealms } from "./list.ts";
import { removeRealm } from "./remove.ts";
import { restoreRealm } from "./restore.ts";
import { updateRealm } from "./update.ts";

export const realmRoutes = [listRealms, createRealm, updateRealm, removeRealm, archiveRealm, restoreRealm];
