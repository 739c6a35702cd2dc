import { z } from "zod";

/** Epoch milliseconds; ISO text only at the public REST edge. */
export const ms = z.int().min(0);

/** kebab-case name of a realm, flow or node. */
export const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    "lower-case letters, digits and single dashes, starting with a letter",
  )
  .max(60);

/**
 * Name of a module or script: as a slug, but single underscores may stand where dashes may, so that hosts whose own
 * vocabulary has them (`hit_simulator`) keep it. Dash and underscore stay two different names.
 */
export const scriptName = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/,
    "lower-case letters, digits and single dashes or underscores, starting with a letter",
  )
  .max(60);

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

export const languageId = z.enum(["typescript", "javascript"]);
export type LanguageId = z.infer<typeof languageId>;

/** The built-in security levels; hosts say for each function which of them allow it. */
export const securityLevel = z.enum(["safe", "production", "development"]);
export type SecurityLevel = z.infer<typeof securityLevel>;
