import { idSchema, triggerKind, withoutUndefined } from "@scriptyard/model";
import { inRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { config } from "./input.ts";

/** What a configuration means, while it is typed: in words, and when it fires next. Null for kinds that say it themselves. */
export const explain = operator
  .meta({ cost: "search" })
  .input(inRealm.extend({ kind: triggerKind, config, id: idSchema("trg").optional() }))
  .query(({ ctx, input }) => ctx.runner.triggers.explain(withoutUndefined(input)));
