import type { SecurityEvent } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import type { SecurityLog } from "./security-log.ts";

/** Tells a security event that a person made by changing a realm, or one of its scripts: no run was part of it. */
export function reportOfRealm(
  { security }: { security: SecurityLog },
  told: Pick<SecurityEvent, "realmId" | "kind" | "subject" | "message"> &
    Partial<Pick<SecurityEvent, "scriptId" | "script">>,
  { userId, requestId }: Actor,
): void {
  security.report({
    realmId: told.realmId,
    kind: told.kind,
    subject: told.subject.slice(0, 200),
    message: told.message.slice(0, 1_000),
    level: "",
    scriptId: told.scriptId ?? null,
    script: told.script ?? null,
    version: null,
    trigger: null,
    executionId: null,
    userId,
    requestId,
  });
}
