import { kindOfHook, type WaysOut } from "@scriptyard/model";
import type { HostDefinition } from "../types.ts";

/** Taken together from the kind of node that the hook decides at, and from the effects that send the visitor away. */
export function waysOutOf({ flows, functions }: HostDefinition, hook: string): WaysOut | null {
  const kind = kindOfHook(flows?.kinds ?? [], hook);
  if (kind?.role !== "decides") return null;
  const { by, values } = kind.answers;
  return {
    by,
    continues: Object.fromEntries(
      Object.entries(values).flatMap(([value, meaning]) =>
        meaning.action === "continue" ? [[value, meaning.outcome]] : [],
      ),
    ),
    leaves: functions.flatMap(({ name, resumesBy }) => (resumesBy ? [{ call: name, ...resumesBy }] : [])),
    unfollowed: functions.filter(({ leaves, fails }) => leaves || fails).map(({ name }) => name),
  };
}
