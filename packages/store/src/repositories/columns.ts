import { Fault, isObject } from "@scriptyard/model";
import type { z } from "zod";

/**
 * Checks a JSON column on its way in: the file is an edge, another tool may have written it.
 * Columns of free JSON (arguments, settings, state) are only checked for their outer shape: Zod would drop `__proto__` keys.
 *
 * @param where table, column and id, for the message
 */
export function checkedColumn<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Fault(
    "storage",
    `${where} does not hold what Scriptyard writes there: ${[...issue.path, issue.message].join(" ")}.`,
    { cause: parsed.error },
  );
}

export function objectColumn<T extends object>(value: T, where: string): T {
  if (isObject(value)) return value;
  throw new Fault("storage", `${where} does not hold a JSON object.`);
}

export function arrayColumn<T extends unknown[]>(value: T, where: string): T {
  if (Array.isArray(value)) return value;
  throw new Fault("storage", `${where} does not hold a JSON array.`);
}
