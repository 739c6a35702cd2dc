export { plainHttpWarning } from "./hosts/transport.ts";
export { openServing, type Serving, type ServingOptions } from "./open-serving.ts";
export { openParts, type Parts, type PartsOptions } from "./parts.ts";
export type { Reload, Reloaded } from "./reload.ts";
export { createServer, type ServerDeps } from "./server.ts";
