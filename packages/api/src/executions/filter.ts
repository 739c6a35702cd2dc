import {
  executionTrigger,
  idSchema,
  ms,
  outcomeErrorTypeSchema,
  type Realm,
  scriptName,
  withoutUndefined,
} from "@scriptyard/model";
import type { ExecutionFilter, Store } from "@scriptyard/store";
import { z } from "zod";
import { scriptInRealm } from "../scope/scope.ts";

export const executionFilter = z.strictObject({
  scriptId: idSchema("scr").optional(),
  module: scriptName.optional(),
  version: z.int().min(1).optional(),
  status: z.enum(["ok", "error"]).optional(),
  errorType: outcomeErrorTypeSchema.optional(),
  errorGroupId: idSchema("erg").optional(),
  trigger: executionTrigger.optional(),
  triggerId: idSchema("trg").optional(),
  flowSessionId: idSchema("fls").optional(),
  requestId: idSchema("req").optional(),
  action: z.string().max(60).optional(),
  user: z.string().trim().min(1).max(200).optional(),
  outcome: z.string().trim().min(1).max(100).optional(),
  effect: z.string().trim().min(1).max(100).optional(),
  minRunUs: z.number().min(0).optional(),
  maxRunUs: z.number().min(0).optional(),
  minOperations: z.int().min(0).optional(),
  trials: z.boolean().optional(),
  fromMs: ms.optional(),
  toMs: ms.optional(),
  text: z.string().max(200).optional(),
});

export const pageInput = {
  cursor: z.string().max(500).nullable().optional(),
  limit: z.int().min(1).max(200).optional(),
};

/** The store's filter, bound to the realm. A script of another realm does not exist here. */
export async function inRealmOnly(
  ctx: { store: Store },
  realm: Realm,
  filter: z.infer<typeof executionFilter>,
): Promise<ExecutionFilter> {
  await scriptInRealm(ctx, realm, filter.scriptId);
  return { ...withoutUndefined(filter), realmId: realm.id };
}
