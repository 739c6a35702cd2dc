import type { Host } from "@scriptyard/host-kit";
import { kindOfHook } from "@scriptyard/model";

/** The parameter of a hook that gets what somebody submitted; null where there is none. */
export function formOf({ flowKinds }: Pick<Host, "flowKinds">, hook: string): string | null {
  const kind = kindOfHook(flowKinds, hook);
  return kind?.role === "decides" ? kind.form : null;
}
