import { z } from "zod";
import { ms } from "./entities/common.ts";
import { executionTrigger } from "./entities/execution.ts";
import { idSchema } from "./id-schema.ts";

/**
 * Something a security owner wants to know of: a script was stopped by its security level, or what decides that was changed: the
 * policy, a script's level or limits, the hosts a realm allows. Or who may come in was changed: a member's account, which is of
 * the installation, so that every realm is told. Or the realm itself was made, archived, deleted or taken back.
 * Or a secret was set or removed, or a script called a host over HTTP that its realm does not list.
 * The same thing happening again within some minutes counts up instead of making a new event.
 */
export const securityEventSchema = z.object({
  id: idSchema("sec"),
  realmId: idSchema("rlm"),
  kind: z.enum(["capability", "library", "violation", "policy", "account", "realm", "secret", "http"]),
  /** The capability or library that was refused; for `policy`, what changed; for `account`, whose it is; for `realm` and `secret`, its name; for `http`, the host. */
  subject: z.string().max(200),
  message: z.string().max(1_000),
  /** Levels that held, e.g. `production, safe`; empty for `policy`, `account`, `realm` and `secret`. */
  level: z.string(),
  scriptId: idSchema("scr").nullable(),
  /** Names as they were, e.g. `login/risk-check`; null for a change of the realm's own. */
  script: z.string().nullable(),
  version: z.int().nullable(),
  trigger: executionTrigger.nullable(),
  /** The first execution it happened in. */
  executionId: idSchema("exe").nullable(),
  userId: idSchema("usr").nullable(),
  requestId: z.string().nullable(),
  /** How often it happened between `at` and `lastAt`. */
  count: z.int().min(1),
  at: ms,
  lastAt: ms,
});
export type SecurityEvent = z.infer<typeof securityEventSchema>;
