import type { PlaceMember } from "@scriptyard/host-kit";
import type { Runner } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";
import { createGates } from "./bounds/gates.ts";
import { createBodyTurns } from "./bounds/large-bodies.ts";
import type { MetricsText, Services } from "./context.ts";
import { createEventLog } from "./events/event-log.ts";
import type { Persona } from "./flows/persona.ts";
import { type Log, silentLog } from "./log.ts";
import { createScriptTexts } from "./scripts/script-texts.ts";
import { createScriptStatistics } from "./scripts/statistics.ts";
import { createPeople, type Identity } from "./session/identity.ts";
import { createPasswords } from "./session/password.ts";
import { createSessions } from "./session/sessions.ts";
import { createSignInGuard, type SignInLimits } from "./session/sign-in-guard.ts";
import { createHealth } from "./system/health.ts";
import { createTokenCache } from "./tokens/token-cache.ts";

export type ServicesOptions = {
  store: Store;
  runner: Runner;
  /** Epoch milliseconds. Default `Date.now`. */
  clock?: () => number;
  log?: Log;
  /** Abort it when the server drains. */
  closing?: AbortSignal;
  signInLimits?: SignInLimits;
  /** Instead of the bounds in `bounds/costs.ts`, by kind of work. */
  bounds?: Parameters<typeof createGates>[0];
  /** Folder that backups are made in. Default: none. */
  backupsDir?: string;
  /** What `GET /metrics` answers. Default: nothing is there. */
  metrics?: MetricsText;
  /** Path that all addresses are below, without a slash at its end. Default: none. */
  basePath?: string;
  /** Who people are, where somebody else signs them in. Default: they have passwords here. */
  identity?: Identity;
  /** Visitors to try a flow as. Default: made from samples. */
  personas?: (realm: string, flow: string) => readonly Persona[];
  /** What the end-user page knows of where visitors are. Default: nothing. */
  pageKnows?: ReadonlySet<PlaceMember>;
  /** Whether a host is one that the installation brings. Default: none is. */
  isOwnHost?: (hostId: string) => boolean;
};

/** What every request of this process shares. Dispose `eventLog` at the end; store and runner belong to the caller. */
export function createServices(options: ServicesOptions): Services {
  const { store, runner, clock = Date.now, log = silentLog } = options;
  const tokens = createTokenCache({ store, clock, log });
  return {
    store,
    runner,
    clock,
    log,
    sessions: createSessions({ store, clock }),
    passwords: createPasswords(),
    people: options.identity ? createPeople(options.identity, { store, clock, log, runner, tokens }) : null,
    basePath: options.basePath ?? "",
    signInGuard: createSignInGuard(clock, options.signInLimits),
    tokens,
    gates: createGates(options.bounds),
    turns: createBodyTurns(),
    texts: createScriptTexts(store, runner),
    statistics: createScriptStatistics(store, clock),
    eventLog: createEventLog(runner),
    health: createHealth({ store, runner, clock }),
    backupsDir: options.backupsDir ?? null,
    metrics: options.metrics ?? null,
    personas: options.personas ?? (() => []),
    pageKnows: options.pageKnows ?? new Set(),
    isOwnHost: options.isOwnHost ?? (() => false),
    closing: options.closing ?? new AbortController().signal,
  };
}
