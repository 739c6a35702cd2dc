/** What started a run. `http` is an HTTP endpoint (then `triggerId` names it) or the execute call of the API. No Zod: see `outcome-errors.ts`. */
export const executionTriggers = ["flow", "http", "bus", "schedule", "tool", "preview", "replay"] as const;
export type ExecutionTrigger = (typeof executionTriggers)[number];
