import { z } from "zod";

/** Epoch milliseconds; ISO text only at the public REST edge. */
export const ms = z.int().min(0);

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

export const languageId = z.enum(["typescript", "javascript"]);
export type LanguageId = z.infer<typeof languageId>;

/** The built-in security levels; hosts say for each function which of them allow it. */
export const securityLevel = z.enum(["safe", "production", "development"]);
export type SecurityLevel = z.infer<typeof securityLevel>;
