import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, triggerId: idSchema("trg").optional(), ...pageInput });

/** Messages that were not handled, newest first. */
export const deadLetters = operator
  .meta({ cost: "search" })
  .input(input)
  .query(({ ctx, input: { realm, triggerId, cursor, limit } }) =>
    ctx.runner.triggers.deadLetters(
      { realm, ...(triggerId === undefined ? {} : { triggerId }) },
      { cursor: cursor ?? null, limit: limit ?? 50 },
    ),
  );
