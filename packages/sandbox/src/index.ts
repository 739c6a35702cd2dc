export { createInlineSandbox, createSandbox } from "./create-sandbox.ts";
export { outcomeHash } from "./outcome-hash.ts";
export type * from "./types.ts";
