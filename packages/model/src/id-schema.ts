import { z } from "zod";
import { type Id, type IdPrefix, idDigitsExpression, idPrefixes } from "./ids.ts";

/** Zod schema of one kind of id. Not in `ids.ts`, so that the first page of the console needs no Zod. */
export function idSchema<P extends IdPrefix>(prefix: P): z.ZodType<Id<P>, string> {
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}_${idDigitsExpression}$`),
      `expected the id of a ${idPrefixes[prefix]}: "${prefix}_" and 26 characters`,
    ) as unknown as z.ZodType<Id<P>, string>;
}
