export { hosts } from "./all.ts";
export type { DemoFlow } from "./identity/demo/flows.ts";
export { type DemoRealm, demoRealm } from "./identity/demo/index.ts";
export type { Persona } from "./identity/demo/personas.ts";
export { upToDate } from "./identity/demo/up-to-date.ts";
export { identity } from "./identity/index.ts";
export { sandboxHosts } from "./sandbox-hosts.ts";
export { type ArenaRealm, arenaRealm } from "./wargame/demo.ts";
export { wargame } from "./wargame/index.ts";
