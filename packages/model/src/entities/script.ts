import { z } from "zod";
import { diagnosticSchema } from "../diagnostic.ts";
import { callMocksSchema } from "../http/call-mock.ts";
import { idSchema } from "../id-schema.ts";
import { jsonSchema } from "../json.ts";
import { type LimitsChange, partialLimitsSchema } from "../limits.ts";
import { scriptName, slug } from "../names.ts";
import { languageId, ms, sha256Hex } from "./common.ts";

/** `(realm, module, name)`: one hook (none for a library), one language, a draft, immutable versions. */
export const scriptSchema = z.object({
  id: idSchema("scr"),
  realmId: idSchema("rlm"),
  module: scriptName,
  name: scriptName,
  /** Name of the host's hook this script exports; null for a library. */
  hook: z.string().nullable(),
  language: languageId,
  description: z.string().max(500),
  limits: partialLimitsSchema,
  /** Name of a level of the realm, or `default`: the one its policy gives to every script. */
  securityLevel: slug,
  /** Number of the live version; null = never published, or retired. */
  liveVersion: z.int().min(1).nullable(),
  liveVersionId: idSchema("ver").nullable(),
  /** The version that was live when the script was retired; null while one is live, and before the first. */
  retiredVersion: z.int().min(1).nullable(),
  createdAt: ms,
  updatedAt: ms,
});
export type Script = z.infer<typeof scriptSchema>;

/** What goes with a script's text, part by part: what is not named stays as it is. */
export type SettingsChange = {
  description?: string | undefined;
  securityLevel?: string | undefined;
  limits?: LimitsChange | undefined;
};

/** The editable text. Every save names the revision it was based on; an older one is refused. */
export const draftSchema = z.object({
  scriptId: idSchema("scr"),
  source: z.string(),
  revision: z.int().min(1),
  /** Version number the text started from; null = from a template or empty. */
  basedOnVersion: z.int().nullable(),
  updatedAt: ms,
  updatedBy: idSchema("usr").nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

/** A text that lost a save race, kept so that nothing typed is lost. */
export const draftConflictSchema = z.object({
  scriptId: idSchema("scr"),
  /** The newer draft that is on the server. */
  current: draftSchema,
  /** What the refused save carried. */
  yours: z.object({ source: z.string(), baseRevision: z.int() }),
});
export type DraftConflict = z.infer<typeof draftConflictSchema>;

/** A library version a published script is bound to. */
export const pinnedLibrarySchema = z.object({
  specifier: z.string(),
  scriptId: idSchema("scr"),
  versionId: idSchema("ver"),
  version: z.int(),
  sha256: sha256Hex,
});
export type PinnedLibrary = z.infer<typeof pinnedLibrarySchema>;

/** A library that is live from a file or a host's default has no version to be bound to: its text travels along. */
export const carriedLibrarySchema = z.object({
  specifier: z.string(),
  layer: z.enum(["file", "default"]),
  language: languageId,
  source: z.string(),
  compiled: z.string(),
  /** Of `source`. */
  sha256: sha256Hex,
});
export type CarriedLibrary = z.infer<typeof carriedLibrarySchema>;

/** What a version was published with. */
export const versionLibrarySchema = z.union([pinnedLibrarySchema, carriedLibrarySchema]);
export type VersionLibrary = z.infer<typeof versionLibrarySchema>;

/** An immutable numbered copy. Signed by its hash: source, compiled output, libraries, limits, name, number. */
export const versionSchema = z.object({
  id: idSchema("ver"),
  scriptId: idSchema("scr"),
  number: z.int().min(1),
  language: languageId,
  hook: z.string().nullable(),
  source: z.string(),
  /** JavaScript with the author's lines and columns. */
  compiled: z.string(),
  /** Source map (JSON text) where the language moves positions; null when positions are kept. */
  map: z.string().nullable(),
  libraries: z.array(versionLibrarySchema),
  limits: partialLimitsSchema,
  securityLevel: slug,
  /** sha-256 of the declarations the text was checked against. */
  declarationsHash: sha256Hex,
  /**
   * What an outcome without an edge does: it is an `error`. Null: it takes the default edge, as in versions published before
   * there was this rule.
   */
  unknownOutcome: z.literal("error").nullable(),
  sha256: sha256Hex,
  /** Warnings that did not stop the publish. */
  diagnostics: z.array(diagnosticSchema),
  authorId: idSchema("usr").nullable(),
  note: z.string(),
  createdAt: ms,
});
export type Version = z.infer<typeof versionSchema>;

/**
 * What became live or was taken away, when, by whom, why. Of a `retire`, `version` is the one that was live until then; after
 * it no version is.
 */
export const publishEventSchema = z.object({
  id: idSchema("pub"),
  realmId: idSchema("rlm"),
  scriptId: idSchema("scr"),
  kind: z.enum(["publish", "rollback", "retire"]),
  versionId: idSchema("ver"),
  version: z.int(),
  previousVersion: z.int().nullable(),
  note: z.string(),
  authorId: idSchema("usr").nullable(),
  /** Client-made key: repeating a publish with the same key answers the first one's result. */
  idempotencyKey: z.string().nullable(),
  at: ms,
});
export type PublishEvent = z.infer<typeof publishEventSchema>;

/**
 * A named input kept beside a script for previews. `args` are the hook's arguments, e.g. `[context, form]`; `calls` is what
 * `fetch` and the host's async functions are answered meanwhile.
 */
export const sampleSchema = z.object({
  id: idSchema("smp"),
  scriptId: idSchema("scr"),
  name: z.string().min(1).max(80),
  description: z.string().max(500),
  args: z.array(jsonSchema),
  calls: callMocksSchema,
  createdAt: ms,
  updatedAt: ms,
});
export type Sample = z.infer<typeof sampleSchema>;

/** A sample in a list: what its arguments and calls weigh, in bytes as stored, instead of themselves. */
export type SampleSummary = Omit<Sample, "args" | "calls"> & { bytes: number };
