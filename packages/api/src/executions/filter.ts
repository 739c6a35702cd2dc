import {
  executionTrigger,
  idSchema,
  ms,
  outcomeErrorTypeSchema,
  type Realm,
  scriptName,
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
  action: z.string().max(60).optional(),
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

/** Zod's optional keys may hold `undefined`; the store's may not. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
