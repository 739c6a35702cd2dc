import { deletedFlowDays, deletedRealmDays, Fault } from "@scriptyard/model";
import type { OnRemoved } from "../repositories/realms.ts";
import type { Store } from "../store.ts";

export type RetentionOptions = {
  /** How long execution records are kept. Default 30 days. */
  executionDays?: number;
  /** How often to look. Default one hour; the first look is one interval after the start. */
  intervalMs?: number;
  now?: () => number;
  onError?: (fault: Fault) => void;
  /** Told of each realm that went for good. */
  onRemoved?: OnRemoved;
};

export type Retention = Disposable & {
  /** One round now: answers what was removed. */
  prune(): Promise<{
    executions: number;
    flowSessions: number;
    /** That were deleted and are gone now. */
    flows: number;
    securityEvents: number;
    codes: number;
    /** Entries of state that had expired. */
    state: number;
    /** Names of realms that were deleted and are gone now. */
    realms: string[];
  }>;
};

const dayMs = 86_400_000;
/** Whoever looks into an incident looks further back than whoever looks for a bug. */
const securityEventDays = 365;
/** An ended flow session still answers "it has ended" for a day. */
const flowSessionGraceMs = dayMs;

/**
 * Removes old records, ended flow sessions, and realms whose days after their deletion are over, now and then.
 *
 * @example using retention = startRetention(store, { executionDays: 14 });
 */
export function startRetention(
  store: Pick<
    Store,
    "executions" | "flowSessions" | "flows" | "securityEvents" | "codes" | "state" | "realms"
  >,
  options: RetentionOptions = {},
): Retention {
  const { executionDays = 30, intervalMs = 3_600_000, now = Date.now } = options;
  if (!(executionDays > 0))
    throw new Fault("bad_request", `executionDays: ${executionDays} is not a number of days above zero.`);

  async function prune() {
    return {
      executions: await store.executions.prune(now() - executionDays * dayMs),
      flowSessions: await store.flowSessions.prune(now() - flowSessionGraceMs),
      // After the walks that may have been under way in them.
      flows: await store.flows.prune(now() - deletedFlowDays * dayMs),
      securityEvents: await store.securityEvents.prune(now() - securityEventDays * dayMs),
      // Wrong tries count for an hour after the code was made; nobody asks for one that is older.
      codes: await store.codes.prune(now() - dayMs),
      state: await store.state.prune(now()),
      realms: await store.realms.prune(now() - deletedRealmDays * dayMs, options.onRemoved),
    };
  }

  const timer = setInterval(() => {
    prune().catch((error) =>
      options.onError?.(
        error instanceof Fault ? error : new Fault("internal", String(error), { cause: error }),
      ),
    );
  }, intervalMs);
  timer.unref();
  return { prune, [Symbol.dispose]: () => clearInterval(timer) };
}
