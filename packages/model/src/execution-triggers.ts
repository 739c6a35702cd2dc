/**
 * What the product's users cause. `http` is an HTTP endpoint (then `triggerId` names it) or the execute call of the API. No
 * Zod: see `outcome-errors.ts`.
 */
export const productTriggers = ["flow", "http", "bus", "schedule", "tool"] as const;

/**
 * What people at work try: a walk of *Try it*, a preview, a replay. It is recorded like everything, and is never an error of
 * the product: no error group, no badge, no figure of a script, a node or an overview counts it.
 */
export const trialTriggers = ["trial", "preview", "replay"] as const;

/** What started a run. */
export const executionTriggers = [...productTriggers, ...trialTriggers] as const;
export type ExecutionTrigger = (typeof executionTriggers)[number];

/** Whether a run counts. */
export function isProduct(trigger: ExecutionTrigger): boolean {
  return (productTriggers as readonly string[]).includes(trigger);
}
