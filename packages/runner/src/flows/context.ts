import { scriptSettings } from "@scriptyard/host-kit";
import type { Json, Realm } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { untoldIp } from "../attempts/network.ts";
import type { FlowStartInput } from "./types.ts";
import type { JsonObject, Walk } from "./walk.ts";

/** What the host may leave out about a visitor. Unknown stays visibly unknown: nothing here makes a visitor look trusted. */
export function visitorOf(
  input: FlowStartInput,
  at: { requestId: string; now: number },
): Pick<Walk, "request" | "user" | "device"> {
  const request = part(input, "request");
  const user = part(input, "user");
  const device = part(input, "device");
  const iso = new Date(at.now).toISOString();
  return {
    request: {
      id: at.requestId,
      ip: untoldIp,
      method: "GET",
      path: `/f/${input.realm}/${input.flow}`,
      headers: {},
      locale: "en",
      time: iso,
      ...request,
      userAgent: { family: "unknown", os: "unknown", device: "unknown", ...object(request?.userAgent) },
    },
    device: { id: "unknown", known: false, ...device },
    user: user && {
      emailVerified: false,
      name: "",
      locale: "en",
      roles: [],
      groups: [],
      attributes: {},
      factors: [],
      createdAt: iso,
      failedAttempts: 0,
      ...user,
    },
  };
}

/**
 * The context of one node: what the host told, the realm, and the walk so far. Copies of what the run's own effects will
 * change: its record is written later, and must say what it was given.
 */
export function contextOf(
  walk: Walk,
  realm: Realm,
  at: { flowId: string; sessionId: string; node: string; now: number },
): Json {
  return {
    request: walk.request,
    realm: {
      id: realm.id,
      name: realm.name,
      timeZone: realm.timeZone,
      now: new Date(at.now).toISOString(),
      // Last, where the script finds it: the sandbox brings it in by itself (see pipeline/constants.ts).
      settings: settingsOf(realm),
    },
    user: walk.user && { ...walk.user, attributes: structuredClone(walk.user.attributes ?? {}) },
    flow: {
      id: at.flowId,
      node: at.node,
      sessionId: at.sessionId,
      attempt: (walk.runs[at.node] ?? 0) + 1,
      state: { ...walk.effects.state },
      startedAt: new Date(walk.startedAt).toISOString(),
      history: [...walk.history],
    },
    device: walk.device,
  };
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

function part(input: FlowStartInput, name: "request" | "user" | "device"): JsonObject | null {
  const value = input.context[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw new Fault("bad_request", `context.${name}: expected an object${name === "user" ? " or null" : ""}.`);
}

function object(value: Json | undefined): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
