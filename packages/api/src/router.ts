import type { z } from "zod";
import type { Cost } from "./bounds/costs.ts";
import { drafts } from "./drafts/index.ts";
import { errors } from "./errors/index.ts";
import { events } from "./events/index.ts";
import { executions } from "./executions/index.ts";
import { flows } from "./flows/index.ts";
import { host } from "./host/index.ts";
import { lookup } from "./lookup/index.ts";
import { overview } from "./overview/index.ts";
import { partners } from "./partners/index.ts";
import { policy } from "./policy/index.ts";
import { presence } from "./presence/index.ts";
import { realms } from "./realms/index.ts";
import { references } from "./references/index.ts";
import { registry } from "./registry/index.ts";
import { samples } from "./samples/index.ts";
import { scripts } from "./scripts/index.ts";
import { secrets } from "./secrets/index.ts";
import { session } from "./session/index.ts";
import { state } from "./state/index.ts";
import { system } from "./system/index.ts";
import { tokens } from "./tokens/index.ts";
import { triggers } from "./triggers/index.ts";
import { createCallerFactory, router } from "./trpc/init.ts";
import { users } from "./users/index.ts";
import { versions } from "./versions/index.ts";

/** Every procedure the console and the CLI can call, by noun. */
export const appRouter = router({
  session,
  users,
  realms,
  partners,
  secrets,
  state,
  policy,
  overview,
  lookup,
  system,
  flows,
  scripts,
  drafts,
  references,
  presence,
  versions,
  samples,
  executions,
  errors,
  host,
  triggers,
  registry,
  tokens,
  events,
});

export type AppRouter = typeof appRouter;

/** What a procedure says that it costs; null for what costs little, and for what does not exist. */
export const costOf = (path: string): Cost | null => definitionOf(path)?.meta?.cost ?? null;

/** The schema of a procedure's input; null for one that takes none, and for what does not exist. */
export const inputSchemaOf = (path: string): z.core.$ZodType | null => definitionOf(path)?.inputs[0] ?? null;

type Definition = { meta?: { cost?: Cost }; inputs: z.core.$ZodType[] };

function definitionOf(path: string): Definition | null {
  if (!Object.hasOwn(appRouter._def.procedures, path)) return null;
  const procedures = appRouter._def.procedures as unknown as { [path: string]: { _def: Definition } };
  return procedures[path]!._def;
}

/** Calls procedures without a wire: for tests and scripts in the same process. */
export const createCaller = createCallerFactory(appRouter);
