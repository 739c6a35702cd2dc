import { z } from "zod";
import { errorGroupStatuses, errorTriage } from "../error-triage.ts";
import { idSchema } from "../id-schema.ts";
import { outcomeErrorTypeSchema } from "../outcome.ts";
import { ms } from "./common.ts";
import { sourceLayer } from "./execution.ts";

/** Errors with the same fingerprint: script, type, message shape and top author frame. */
export const errorGroupSchema = z.object({
  id: idSchema("erg"),
  realmId: idSchema("rlm"),
  scriptId: idSchema("scr"),
  module: z.string(),
  name: z.string(),
  fingerprint: z.string(),
  type: outcomeErrorTypeSchema,
  message: z.string(),
  /** Where it was thrown, in the version's source. */
  file: z.string().nullable(),
  line: z.int().nullable(),
  /** Version that failed last; null where a file or the host's default ran. */
  lastVersion: z.int().nullable(),
  /** Version that the first occurrence ran on. */
  firstVersion: z.int().nullable(),
  /** Where the text of the first occurrence came from; null in groups of before this was kept. */
  firstLayer: sourceLayer.nullable(),
  /** The oldest version it was seen with: an earlier one than `firstVersion` where that ran again later. */
  earliestVersion: z.int().nullable(),
  status: z.enum(errorGroupStatuses),
  /** Since when; null as long as nothing changed it. */
  statusAt: ms.nullable(),
  /** Who made it so; null where time or an occurrence did. */
  statusBy: idSchema("usr").nullable(),
  /** Of a muted one: when it opens by itself, or at which count. One of the two. */
  mutedUntil: ms.nullable(),
  mutedUntilCount: z.int().nullable(),
  /** The version that was live when it was resolved; still there when it came back. */
  resolvedVersion: z.int().nullable(),
  /** Open again because it occurred after it was resolved, and on which version. */
  cameBack: z.boolean(),
  cameBackVersion: z.int().nullable(),
  count: z.int(),
  lastExecutionId: idSchema("exe"),
  firstSeenAt: ms,
  lastSeenAt: ms,
});
export type ErrorGroup = z.infer<typeof errorGroupSchema>;

/** What people do with error groups, one or many at once. */
export const errorActSchema = z.discriminatedUnion("kind", [
  /** `version`: what resolves it; the live one where it is left out. */
  z.strictObject({ kind: z.literal("resolve"), version: z.int().min(1).optional() }),
  z.strictObject({ kind: z.literal("reopen") }),
  z.strictObject({ kind: z.literal("mute"), until: ms }),
  /** Until it happens so many more times. */
  z.strictObject({ kind: z.literal("mute-times"), times: z.int().min(1).max(errorTriage.muteTimes) }),
]);
export type ErrorAct = z.infer<typeof errorActSchema>;

/** `returned`: it occurred after it was resolved. `unmuted`: its time passed, or it happened often enough. */
export const errorActivityKinds = [
  "comment",
  "resolved",
  "reopened",
  "muted",
  "returned",
  "unmuted",
] as const;

/** One entry of the activity of a group. */
export const errorActivitySchema = z.object({
  id: z.string(),
  errorGroupId: idSchema("erg"),
  kind: z.enum(errorActivityKinds),
  /** Null where time or an occurrence did it. */
  userId: idSchema("usr").nullable(),
  at: ms,
  /** Of a comment. */
  text: z.string().nullable(),
  editedAt: ms.nullable(),
  /** Of `resolved` and `returned`. */
  version: z.int().nullable(),
  /** Of `muted`: one of the two. Of `unmuted`: the time that passed. */
  until: ms.nullable(),
  times: z.int().nullable(),
});
export type ErrorActivity = z.infer<typeof errorActivitySchema>;
