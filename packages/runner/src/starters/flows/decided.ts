import { engineNames, type Host, type JsonObject } from "@scriptyard/host-kit";
import { flowsOf } from "./context.ts";
import type { EngineAnswer } from "./types.ts";
import type { Walk } from "./walk.ts";

/**
 * What a flow decided, as its host says it. A name by which the engine speaks in any of its answers is the engine's: clients
 * go by it (a `secret` is kept, a `url` followed, a `block` shown), so a host's is left out whatever kind of answer it is.
 */
export function decidedOf(host: Pick<Host, "id" | "flows">, { memory }: Pick<Walk, "memory">): JsonObject {
  const all = Object.entries(flowsOf(host).answer(memory));
  return Object.fromEntries(all.filter(([name]) => !Object.hasOwn(reserved, name)));
}

/** Complete: what the engine learns to say has to be in the list of the host kit. */
const reserved: Record<keyof EngineAnswer | "ticket", true> = engineNames;
