export { createInlineSandbox, createSandbox } from "./create-sandbox.ts";
export type * from "./types.ts";
