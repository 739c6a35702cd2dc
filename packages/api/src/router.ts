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
import { realms } from "./realms/index.ts";
import { registry } from "./registry/index.ts";
import { samples } from "./samples/index.ts";
import { scripts } from "./scripts/index.ts";
import { session } from "./session/index.ts";
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
  policy,
  overview,
  lookup,
  system,
  flows,
  scripts,
  drafts,
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
export function costOf(path: string): Cost | null {
  if (!Object.hasOwn(appRouter._def.procedures, path)) return null;
  const procedures = appRouter._def.procedures as unknown as {
    [path: string]: { _def: { meta?: { cost?: Cost } } };
  };
  return procedures[path]!._def.meta?.cost ?? null;
}

/** Calls procedures without a wire: for tests and scripts in the same process. */
export const createCaller = createCallerFactory(appRouter);
