import type { TemplateDefinition } from "@scriptyard/host-kit";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const templates = operator
  .input(inRealm)
  .query(async ({ ctx, input }): Promise<TemplateDefinition[]> => {
    return [...ctx.runner.hostOf(await realmOf(ctx, input.realm)).templates];
  });
