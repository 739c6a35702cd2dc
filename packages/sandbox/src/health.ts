/** Whether a sandbox can do its work. `reasons` are sentences for an operator; empty when healthy. */
export type SandboxHealth = { status: "healthy" | "degraded" | "unhealthy"; reasons: string[] };

/** What health is judged by. */
export type HealthFacts = {
  /** Why nothing can run at all; null when something can. */
  broken: string | null;
  /** Runs that may be under way at once. */
  size: number;
  /** Engines that have started and live. */
  ready: number;
  queued: number;
  queueLimit: number;
  /** Workers that were lost (overrun or crash) within the last minute. */
  lost: number;
};

/**
 * The rules. Unhealthy: nothing can run. Degraded: fewer engines live than may run, the queue is over 80 % full, or
 * more than 5 workers were lost within 60 s. Everything else is healthy; a recycled instance says nothing.
 */
export function judgeHealth(facts: HealthFacts): SandboxHealth {
  if (facts.broken !== null) return { status: "unhealthy", reasons: [facts.broken] };
  const reasons: string[] = [];
  const { size, ready, queued, queueLimit, lost } = facts;
  if (ready < size) reasons.push(`${ready} of ${size} engines are running; others are being started.`);
  if (queued > queueLimit * LONG_QUEUE) {
    reasons.push(`${queued} runs wait for an engine, of at most ${queueLimit}. More workers would help.`);
  }
  if (lost > MAX_LOST) {
    reasons.push(
      `${lost} engines had to be replaced within a minute. Look for scripts that end with timeout or engine_failure.`,
    );
  }
  return { status: reasons.length > 0 ? "degraded" : "healthy", reasons };
}

/** Remembers when workers were lost, for as long as it matters. */
export function createLossLog(now: () => number = () => performance.now()) {
  let times: number[] = [];
  const recent = () => {
    const since = now() - LOSS_WINDOW_MS;
    times = times.filter((time) => time > since);
    return times;
  };
  return {
    add: () => void recent().push(now()),
    count: () => recent().length,
  };
}

const LONG_QUEUE = 0.8;
const MAX_LOST = 5;
const LOSS_WINDOW_MS = 60_000;
