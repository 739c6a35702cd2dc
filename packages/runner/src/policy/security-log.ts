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

/** Things that are counted up at once; of more, the oldest begins anew. */
const mostCounted = 2_000;

type Options = {
  store: { securityEvents: Pick<Store["securityEvents"], "save"> };
  hub: Pick<EventHub, "publish">;
  clock: () => number;
};

export function createSecurityLog({ store, hub, clock }: Options): SecurityLog {
  /** Those of the window, the oldest first. */
  const recent = new Map<string, SecurityEvent>();
  /** What is not written yet; the newest state of each. */
  const dirty = new Map<SecurityEvent["id"], SecurityEvent>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  /** One after the other, so that whoever waits for it waits for those on their way, too. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  async function write(): Promise<void> {
    const waiting = [...dirty.values()];
    dirty.clear();
    for (const event of waiting) {
      // Each time it is counted up is told when it is written, not each time it happens.
      if (event.count > 1) hub.publish({ type: "security", realmId: event.realmId, event });
      // The store may be full or gone for a moment; the event stays and is tried again with the next one.
      await store.securityEvents.save(event).catch(() => {
        if (!dirty.has(event.id) && dirty.size < mostCounted) dirty.set(event.id, event);
      });
    }
  }

  function forgetOld(now: number): void {
    for (const [key, { at }] of recent) {
      if (recent.size < mostCounted && now - at < windowMs) return;
      recent.delete(key);
    }
  }

  return {
    report(news) {
      const now = clock();
      forgetOld(now);
      const key = keyOf(news);
      const known = recent.get(key);
      const event: SecurityEvent = known
        ? { ...known, count: known.count + 1, lastAt: now }
        : { ...news, id: newId("sec", now), count: 1, at: now, lastAt: now };
      recent.set(key, event);
      dirty.set(event.id, event);
      if (known) {
        timer ??= setTimeout(() => void flush(), writeMs).unref();
        return;
      }
      hub.publish({ type: "security", realmId: event.realmId, event });
      void flush();
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
