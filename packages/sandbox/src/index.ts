export { createInlineSandbox, createSandbox } from "./create-sandbox.ts";
export type * from "./events.ts";
export type { SandboxHealth } from "./health.ts";
export { outcomeHash } from "./outcome-hash.ts";
export type { HandedSecrets } from "./standard/secrets.ts";
export type { CacheStats, Isolation, SandboxStats, WorkerStats } from "./stats.ts";
export { type RefusalReason, SuspensionRefused } from "./suspension/refused.ts";
export type * from "./suspension/types.ts";
export type * from "./types.ts";
