import type { PlaceMember } from "@scriptyard/host-kit";
import type { ConsoleSession, Fault, PublicUser } from "@scriptyard/model";
import type { Actor, Runner } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";
import type { Gates } from "./bounds/gates.ts";
import type { Turns } from "./bounds/turns.ts";
import type { EventLog } from "./events/event-log.ts";
import type { Persona } from "./flows/persona.ts";
import type { Log } from "./log.ts";
import type { ScriptTexts } from "./scripts/script-texts.ts";
import type { ScriptStatistics } from "./scripts/statistics.ts";
import type { People } from "./session/identity.ts";
import type { Passwords } from "./session/password.ts";
import type { Sessions } from "./session/sessions.ts";
import type { SignInGuard } from "./session/sign-in-guard.ts";
import type { Health } from "./system/health.ts";
import type { TokenCache } from "./tokens/token-cache.ts";

/** What lives as long as the process; made by `createServices`. */
export type Services = {
  store: Store;
  runner: Runner;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
  sessions: Sessions;
  passwords: Passwords;
  /** Where the product that Scriptyard runs in signs people in; null = they have passwords here. */
  people: People | null;
  signInGuard: SignInGuard;
  tokens: TokenCache;
  /** Bounds of what costs much, per person and realm. */
  gates: Gates;
  /** The line of large bodies, over all doors. */
  turns: Turns;
  texts: ScriptTexts;
  statistics: ScriptStatistics;
  eventLog: EventLog;
  health: () => Promise<Health>;
  /** Folder that backups are made in; null where there is none. */
  backupsDir: string | null;
  /** For `GET /metrics`; null where nothing is counted. */
  metrics: MetricsText | null;
  /** Visitors to try a flow as, by names of realm and flow; may be empty. */
  personas: (realm: string, flow: string) => readonly Persona[];
  /** What the end-user page knows of where visitors are. */
  pageKnows: ReadonlySet<PlaceMember>;
  /** Whether a host is one that the installation brings, and not one of Scriptyard's. */
  isOwnHost: (hostId: string) => boolean;
  /** Path that all addresses are below, e.g. `/admin/scripts`; empty = none. */
  basePath: string;
  /** Aborted when the server drains: streams end, new work is refused. */
  closing: AbortSignal;
};

/** Figures in Prometheus' text format. */
export type MetricsText = { text(): Promise<string>; contentType: string };

export type RequestInfo = {
  id: `req_${string}`;
  /** Address of the caller, as the server saw it. */
  ip: string;
  userAgent: string;
  /** Aborts when the caller went away before its answer. */
  gone?: AbortSignal;
};

/** How a procedure sets the session cookie; the wire adapter owns name and attributes. */
export type SessionCookie = { set(secret: string, maxAgeMs: number): void; clear(): void };

/** What every procedure gets. `user` and `session` are null for who is not signed in. */
export type ApiContext = Services & {
  request: RequestInfo;
  cookie: SessionCookie;
  user: PublicUser | null;
  session: ConsoleSession | null;
  /** Why a token that was sent opens nothing; procedures that need somebody answer with it. */
  refusal: Fault | null;
};

/** Who acts, for the runner's records. */
export function actorOf(ctx: { user: Pick<PublicUser, "id"> | null; request: RequestInfo }): Actor {
  const { id, gone } = ctx.request;
  return { userId: ctx.user?.id ?? null, requestId: id, gone };
}
