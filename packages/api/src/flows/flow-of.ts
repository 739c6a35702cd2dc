import { type Flow, type Realm, slug } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { z } from "zod";
import { found, realmName, realmOf } from "../scope/scope.ts";

export const inFlow = z.strictObject({ realm: realmName, flow: slug });

/** @throws Fault `not_found` */
export async function flowOf(
  ctx: { store: Store },
  input: { realm: string; flow: string },
): Promise<{ realm: Realm; flow: Flow }> {
  const realm = await realmOf(ctx, input.realm);
  const flow = found(
    await ctx.store.flows.byName(realm.id, input.flow),
    `There is no flow "${input.flow}" in the realm "${realm.name}".`,
  );
  return { realm, flow };
}
