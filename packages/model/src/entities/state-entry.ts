import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { stateScopes } from "../state/scopes.ts";
import { ms } from "./common.ts";

export const stateScope = z.enum(stateScopes);

/** What an entry is: a value that scripts set, or the mark of a rate limit. They share no keys. */
export const stateKind = z.enum(["value", "limit"]);
export type StateKind = z.infer<typeof stateKind>;

/** Where an entry is kept within a realm. */
export const statePlaceSchema = z.object({
  kind: stateKind,
  scope: stateScope,
  /** Script as `module/name`, module, flow, the user's id; "" for the realm. */
  owner: z.string().max(250),
  key: z.string().min(1).max(200),
});
export type StatePlace = z.infer<typeof statePlaceSchema>;

/** What a script keeps from one execution to the next. */
export const stateEntrySchema = statePlaceSchema.extend({
  id: idSchema("sta"),
  realmId: idSchema("rlm"),
  value: z.json(),
  /** Of owner, key and value as JSON, in UTF-8. */
  bytes: z.int().min(0),
  /** Null: it is kept until somebody deletes it. */
  expiresAt: ms.nullable(),
  createdAt: ms,
  updatedAt: ms,
});
export type StateEntry = z.infer<typeof stateEntrySchema>;

/** How much of it a realm has, with what has expired and was not removed yet. */
export type StateUsage = { keys: number; bytes: number };
