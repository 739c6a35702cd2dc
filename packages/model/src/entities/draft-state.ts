import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { ms } from "./common.ts";

/** What a save does besides changing a text. Each begins a state of its own in the draft's history. */
export const draftActSchema = z.discriminatedUnion("kind", [
  /** Puts the draft back to a version's text, usually the live one's. */
  z.strictObject({ kind: z.literal("discard"), version: z.int().min(1) }),
  /** Puts the draft back to an earlier state of itself. */
  z.strictObject({ kind: z.literal("restore"), revision: z.int().min(1) }),
  /** Makes a version's text the draft's. */
  z.strictObject({ kind: z.literal("copy"), version: z.int().min(1) }),
]);
export type DraftAct = z.infer<typeof draftActSchema>;

/** Gives a name another one, in the drafts of so many scripts at once. */
export type RenameAct = { kind: "rename"; scripts: number };

/** Writes a text of another realm over the draft. */
export type ImportAct = { kind: "import" };

/** `start`: the first text that the history knows. */
export const draftStateKinds = ["start", "save", "discard", "restore", "copy", "rename", "import"] as const;

/** One state of a draft's history; saves of one person within a minute are one. */
export const draftStateSchema = z.object({
  scriptId: idSchema("scr"),
  /** Of the last save in it. */
  revision: z.int().min(1),
  kind: z.enum(draftStateKinds),
  /** The version of a discard or copy, the revision of a restore, how many scripts a rename changed. */
  origin: z.int().nullable(),
  /** Number of the version that was published from this text. */
  publishedVersion: z.int().nullable(),
  userId: idSchema("usr").nullable(),
  beganAt: ms,
  at: ms,
  /** Of the text, in UTF-8. */
  bytes: z.int(),
  source: z.string(),
});
export type DraftState = z.infer<typeof draftStateSchema>;

/**
 * How much of drafts' histories is kept. Older states make room by themselves, so a history never refuses a save and is not
 * part of the quota of drafts: a realm keeps at most as much of it again as of drafts.
 */
export const draftHistory = {
  states: 50,
  bytesPerScript: 1_000_000,
  bytesPerRealm: 100_000_000,
  /** Saves of one person so long after the first are still the same state. */
  oneStateMs: 60_000,
} as const;
