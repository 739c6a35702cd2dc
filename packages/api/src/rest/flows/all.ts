import { createFlow } from "./create.ts";
import { diffFlow } from "./diff.ts";
import { getFlow } from "./get.ts";
import { listFlows } from "./list.ts";
import { publishFlow } from "./publish.ts";
import { removeFlow } from "./remove.ts";
import { renameFlow } from "./rename.ts";
import { restoreFlow } from "./restore.ts";
import { rollbackFlow } from "./rollback.ts";
import { saveFlowDraft } from "./save-draft.ts";
import { flowTraffic } from "./traffic.ts";
import { getFlowVersion } from "./version.ts";
import { listFlowVersions } from "./versions.ts";

/** Flows as they are drawn. Walking them is in `sessions/`. */
export const flowRoutes = [
  listFlows,
  createFlow,
  getFlow,
  renameFlow,
  removeFlow,
  restoreFlow,
  saveFlowDraft,
  publishFlow,
  rollbackFlow,
  listFlowVersions,
  getFlowVersion,
  diffFlow,
  flowTraffic,
];
