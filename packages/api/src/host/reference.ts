import type { HostReference } from "@scriptyard/host-kit";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const reference = operator.input(inRealm).query(async ({ ctx, input }): Promise<HostReference> => {
  return ctx.runner.hostOf(await realmOf(ctx, input.realm)).reference();
});
