import type { Host } from "@scriptyard/host-kit";
import type { Persona } from "./persona.ts";

/** Whether a walk with such a context is in somebody's name, as the host sees it; by default whenever anything is told. */
export function isSomebody({ flows }: Pick<Host, "flows">, context: Persona["context"]): boolean {
  return flows?.isSomebody?.(context) ?? Object.values(context).some((part) => part !== null);
}
