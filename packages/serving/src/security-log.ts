import type { Runner } from "@scriptyard/runner";
import type { Logger } from "pino";

/** Writes security events into the server's log, each once: repetitions are counted in the store. Ends with the signal. */
export async function logSecurityEvents(
  runner: Pick<Runner, "events">,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for await (const change of runner.events({ types: ["security"] }, signal)) {
    if (change.type !== "security" || change.event.count > 1) continue;
    const { id, kind, subject, script, level, executionId, userId } = change.event;
    log.warn({ security: { id, kind, subject, script, level, executionId, userId } }, change.event.message);
  }
}
