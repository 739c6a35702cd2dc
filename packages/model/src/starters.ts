/**
 * What starts a script: one row for each, of which everything else that knows them follows. No Zod: see `outcome-errors.ts`.
 *
 * `hook`: scripts that export it are started by this and by nothing else; null = whatever hook a script has.
 * `as`: `trigger` is a kind that people make triggers of; `door` is a walk of a flow or a call of the API; `trial` is what people
 * at work try (a walk of *Try it*, a preview, a replay): recorded like everything, and never an error or a figure of the product.
 */
export const starters = {
  flow: { as: "door", hook: null },
  /** An HTTP endpoint (then `triggerId` names it), or the execute call of the API. */
  http: { as: "trigger", hook: "onRequest" },
  bus: { as: "trigger", hook: "onMessage" },
  schedule: { as: "trigger", hook: "onSchedule" },
  tool: { as: "trigger", hook: "onCall" },
  trial: { as: "trial", hook: null },
  preview: { as: "trial", hook: null },
  replay: { as: "trial", hook: null },
} as const satisfies { [starter: string]: { as: "door" | "trigger" | "trial"; hook: string | null } };

type Starters = typeof starters;
type NamesAs<As> = {
  [Name in keyof Starters]: Starters[Name]["as"] extends As ? Name : never;
}[keyof Starters];

/** What started a run. */
export type ExecutionTrigger = keyof Starters;
/** What the product's users cause. */
export type ProductTrigger = NamesAs<"door" | "trigger">;
/** What starts a script by itself, without a flow and without the execute call. */
export type TriggerKind = NamesAs<"trigger">;

const names = Object.keys(starters) as ExecutionTrigger[];
const namesAs = <As extends "door" | "trigger" | "trial">(...wanted: As[]) =>
  names.filter((name): name is NamesAs<As> => (wanted as string[]).includes(starters[name].as));

export const executionTriggers: readonly ExecutionTrigger[] = names;
export const productTriggers: readonly ProductTrigger[] = namesAs("door", "trigger");
export const kindsOfTrigger: readonly TriggerKind[] = namesAs("trigger").sort();

/** The hook that each kind of trigger calls: its scripts export that one, and scripts that export it are started by no other kind. */
export const hookOfTrigger = Object.fromEntries(
  kindsOfTrigger.map((kind) => [kind, starters[kind].hook]),
) as { readonly [Kind in TriggerKind]: Starters[Kind]["hook"] };

/** Whether a run counts. */
export function isProduct(trigger: ExecutionTrigger): boolean {
  return starters[trigger].as !== "trial";
}
