import type { Execution, SecurityEvent } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { specifierOf } from "../engine/runnable.ts";
import type { EventHub } from "../events/hub.ts";

/** Writes what a security owner wants to know. Never blocks, never fails a run. */
export interface SecurityLog {
  report(event: NewSecurityEvent): void;
  /** Writes what waits. */
  flush(): Promise<void>;
}

export type NewSecurityEvent = Omit<SecurityEvent, "id" | "count" | "at" | "lastAt">;

/** The same thing within this time counts up: a script that fails a thousand times a second must not fill the store. */
const windowMs = 10 * 60_000;
/** Counts are written this long after they changed. */
const writeMs = 1_000;

type Options = { store: Pick<Store, "securityEvents">; hub: EventHub; clock: () => number };

export function createSecurityLog({ store, hub, clock }: Options): SecurityLog {
  const recent = new Map<string, { event: SecurityEvent; dirty: boolean }>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    for (const [key, entry] of recent) {
      if (entry.dirty) {
        entry.dirty = false;
        // The store may be full or gone for a moment; the event stays and is tried again with the next one.
        await store.securityEvents.save(entry.event).catch(() => {
          entry.dirty = true;
        });
      } else if (clock() - entry.event.at >= windowMs) recent.delete(key);
    }
  }

  return {
    report(news) {
      const now = clock();
      const key = keyOf(news);
      const known = recent.get(key);
      const repeated = known !== undefined && now - known.event.at < windowMs;
      const event: SecurityEvent = repeated
        ? { ...known.event, count: known.event.count + 1, lastAt: now }
        : { ...news, id: newId("sec", now), count: 1, at: now, lastAt: now };
      recent.set(key, { event, dirty: true });
      hub.publish({ type: "security", realmId: event.realmId, event });
      if (!repeated) void flush();
      else timer ??= setTimeout(() => void flush(), writeMs).unref();
    },
    flush,
  };
}

/** The event of an execution that its security level stopped. */
export function violationOf(execution: Execution): NewSecurityEvent | null {
  const { error } = execution;
  if (error?.type !== "security_violation") return null;
  const { capability, library, levels = [] } = error.policy ?? {};
  const kind = capability !== undefined ? "capability" : library !== undefined ? "library" : "violation";
  return {
    realmId: execution.realmId,
    kind,
    subject: (capability ?? library ?? error.message).slice(0, 200),
    message: error.message.slice(0, 1_000),
    level: levels.join(", "),
    scriptId: execution.scriptId,
    script: specifierOf(execution),
    version: execution.version,
    trigger: execution.trigger,
    executionId: execution.id,
    userId: execution.userId,
    requestId: execution.requestId,
  };
}

const isOfPeople = (kind: SecurityEvent["kind"]) =>
  kind === "account" || kind === "realm" || kind === "secret";

function keyOf({
  realmId,
  kind,
  subject,
  message,
  scriptId,
  version,
  trigger,
  userId,
  requestId,
}: NewSecurityEvent): string {
  // Every change of a policy, an account or a realm is an event of its own; a request may bring several of an account.
  const act = kind === "policy" ? requestId : isOfPeople(kind) ? `${requestId} ${message}` : null;
  return JSON.stringify([realmId, kind, subject, scriptId, version, trigger, userId, act]);
}
