import type { Runner } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";

export type Health = {
  status: "healthy" | "degraded" | "unhealthy";
  /** Sentences that say why, for an operator; empty when healthy. */
  reasons: string[];
  engine: string;
  uptimeMs: number;
  stats: ReturnType<Runner["stats"]>;
};

/** A loss stays visible for this long after it happened. */
const rememberMs = 10 * 60_000;
/** Executions waiting for an engine beyond which answers are slow. */
const longQueue = 100;

/** Whether the database reads and writes is asked at most this often: anybody may ask `/readyz`, and asking writes. */
const askAgainMs = 1_000;

/** Asks the database and reads the counters. However many ask, the database is asked once a second. */
export function createHealth(parts: {
  store: Store;
  runner: Runner;
  clock: () => number;
}): () => Promise<Health> {
  const { store, runner, clock } = parts;
  const startedMs = clock();
  let dropped = 0;
  let droppedAtMs = Number.NEGATIVE_INFINITY;

  let asked: { atMs: number; answers: Promise<boolean> } | null = null;
  const storeAnswers = (): Promise<boolean> => {
    const now = clock();
    if (asked === null || now < asked.atMs || now >= asked.atMs + askAgainMs)
      asked = {
        atMs: now,
        answers: store.ping().then(
          () => true,
          () => false,
        ),
      };
    return asked.answers;
  };

  return async () => {
    const stats = runner.stats();
    const now = clock();
    if (stats.recorder.dropped > dropped) {
      dropped = stats.recorder.dropped;
      droppedAtMs = now;
    }
    const reasons: string[] = [];
    if (now - droppedAtMs < rememberMs)
      reasons.push(
        `${dropped} records of successful executions were dropped because writing fell behind. Errors are all kept.`,
      );
    const { sandbox, sandboxHealth, policyFile } = stats;
    reasons.push(...sandboxHealth.reasons);
    if (sandbox.queued > longQueue && sandbox.queued <= sandbox.queueLimit * 0.8)
      reasons.push(`${sandbox.queued} executions wait for one of ${sandbox.workers} engines.`);
    if (policyFile !== null && policyFile.problems.length > 0)
      reasons.push(
        `The policy file (SCRIPTYARD_POLICY) is not valid, so what it said before stays in force: ${policyFile.problems.join("; ")}.`,
      );
    const answers = await storeAnswers();
    if (!answers)
      reasons.unshift("The database does not answer reads and writes. See the server's log; check the disk.");
    const down = !answers || sandboxHealth.status === "unhealthy";
    return {
      status: down ? "unhealthy" : reasons.length > 0 ? "degraded" : "healthy",
      reasons,
      engine: stats.sandbox.engine,
      uptimeMs: now - startedMs,
      stats,
    };
  };
}
