import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { slug, specifierSchema } from "../names.ts";
import { ms } from "./common.ts";

/** Which secret of a realm: by its name, and by the one script it is for, if it is for one. */
export const secretPlaceSchema = z.object({
  /** As scripts name it. */
  name: slug,
  /** `module/name` of the only script that gets it; null: every script of the realm. */
  script: specifierSchema.nullable(),
});
export type SecretPlace = z.infer<typeof secretPlaceSchema>;

/** One version of a secret as it is stored. Its value is sealed, and nobody is ever shown it. */
export const secretVersionSchema = secretPlaceSchema.extend({
  id: idSchema("sct"),
  realmId: idSchema("rlm"),
  /** From 1. The highest is the one in use. */
  version: z.int().min(1),
  sealed: z.string(),
  createdBy: idSchema("usr").nullable(),
  createdAt: ms,
  /** When a run was last handed it, to about a minute; null: never. */
  lastUsedAt: ms.nullable(),
});
export type SecretVersion = z.infer<typeof secretVersionSchema>;

/** A secret as people see it. */
export const secretSchema = secretPlaceSchema.extend({
  /** The version in use. */
  version: z.int().min(1),
  createdAt: ms,
  lastUsedAt: ms.nullable(),
  /** Those that are kept, the newest first. */
  versions: z.array(
    secretVersionSchema.pick({ version: true, createdBy: true, createdAt: true, lastUsedAt: true }),
  ),
  /** Live scripts that name it, themselves or in a library that they run with, as `module/name`. */
  usedBy: z.array(z.string()),
});
export type Secret = z.infer<typeof secretSchema>;
