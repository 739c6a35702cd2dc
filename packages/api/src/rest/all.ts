import { collectCode } from "./codes/collect.ts";
import { flowRoutes } from "./flows/all.ts";
import { listHttpHosts } from "./http-hosts/list.ts";
import { setHttpHosts } from "./http-hosts/set.ts";
import { realmRoutes } from "./realms/all.ts";
import type { RestRoute } from "./route.ts";
import { execute } from "./scripts/execute.ts";
import { listScripts } from "./scripts/list.ts";
import { listSecrets } from "./secrets/list.ts";
import { removeSecret } from "./secrets/remove.ts";
import { setSecret } from "./secrets/set.ts";
import { link } from "./sessions/link.ts";
import { read } from "./sessions/read.ts";
import { start } from "./sessions/start.ts";
import { submit } from "./sessions/submit.ts";
import { getState } from "./state/get.ts";
import { listState } from "./state/list.ts";
import { removeState } from "./state/remove.ts";
import { triggerRoutes } from "./triggers/all.ts";

/** Every address of the HTTP API that takes a token. */
export const restRoutes = [
  start,
  submit,
  read,
  link,
  ...flowRoutes,
  listScripts,
  execute,
  collectCode,
  listHttpHosts,
  setHttpHosts,
  listSecrets,
  setSecret,
  removeSecret,
  listState,
  getState,
  removeState,
  ...triggerRoutes,
  ...realmRoutes,
] as unknown as readonly RestRoute<{ [name: string]: string }, unknown>[];
