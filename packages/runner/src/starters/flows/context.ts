import { type FlowsDefinition, type Host, type JsonObject, scriptSettings } from "@scriptyard/host-kit";
import type { Json, Realm } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Walk } from "./walk.ts";

/** @throws Fault `bad_request` for a host that has none */
export function flowsOf(host: Pick<Host, "id" | "flows">): FlowsDefinition {
  if (host.flows !== null) return host.flows;
  throw new Fault("bad_request", `The host "${host.id}" has no flows.`);
}

/** The visitor as the host completes it. @throws Fault `bad_request` naming what is wrong in `context` */
export function visitorOf(
  flows: FlowsDefinition,
  told: JsonObject,
  at: { requestId: string; path: string; now: number },
): JsonObject {
  // A part under another name would be a visitor of whom nothing is known, in silence.
  const other = Object.keys(told).find((name) => !Object.hasOwn(flows.told, name));
  if (other !== undefined)
    throw new Fault(
      "bad_request",
      `context.${other}: unknown; the parts are ${Object.keys(flows.told).join(", ")}.`,
    );
  try {
    return flows.visitor(told, at);
  } catch (error) {
    if (error instanceof TypeError)
      throw new Fault("bad_request", `context.${error.message}`, { cause: error });
    throw error;
  }
}

/** The context of one node: what the host makes of the walk's memory, the realm, and where the walk stands. */
export function contextOf(
  host: Host,
  walk: Walk,
  realm: Realm,
  at: { flowId: string; sessionId: string; node: string; now: number },
): Json {
  return flowsOf(host).context(walk.memory, {
    realm: {
      id: realm.id,
      name: realm.name,
      timeZone: realm.timeZone,
      now: new Date(at.now).toISOString(),
      // Last, where the script finds it: the sandbox brings it in by itself (see engine/constants.ts).
      settings: settingsOf(realm),
    },
    flow: {
      id: at.flowId,
      node: at.node,
      sessionId: at.sessionId,
      attempt: (walk.runs[at.node] ?? 0) + 1,
      startedAt: new Date(walk.startedAt).toISOString(),
      history: [...walk.history],
    },
  });
}

const visible = new WeakMap<Realm, JsonObject>();

/** The same object for the same realm, so that its hash is taken once. */
export function settingsOf(realm: Realm): JsonObject {
  let settings = visible.get(realm);
  if (settings === undefined) {
    settings = scriptSettings(realm.settingsSchema, realm.settings);
    visible.set(realm, settings);
  }
  return settings;
}
