export { createInlineSandbox, createSandbox } from "./create-sandbox.ts";
export * from "./suspension/refused.ts";
export type * from "./suspension/types.ts";
export type * from "./types.ts";
