export { createInlineSandbox, createSandbox } from "./create-sandbox.ts";
export type * from "./events.ts";
export type { SandboxHealth } from "./health.ts";
export { outcomeHash } from "./outcome-hash.ts";
export type { CacheStats, Isolation, SandboxStats, WorkerStats } from "./stats.ts";
export type * from "./types.ts";
