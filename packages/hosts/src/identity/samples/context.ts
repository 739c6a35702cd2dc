import { type SampleDefinition, scriptSettings } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { isObject } from "@scriptyard/model";
import { samplesClock } from "../../demo/types.ts";
import { acmeSettings, acmeSettingsSchema } from "../demo/settings.ts";

/** A part of a context that a sample changes; objects are merged, everything else replaces. */
export type Changes = { [key: string]: Json | undefined | Changes };

/**
 * One sample: the ordinary login of Maria on a Monday morning in Vienna, with changes.
 *
 * @param form absent for hooks that take the context only; null on the first entry of a node
 */
export function sample(name: string, description: string, changes: Changes, form?: Json): SampleDefinition {
  const context = merge(baseContext(), changes);
  return { name, description, args: form === undefined ? [context] : [context, form] };
}

/** Session that every sample's flow walks in; one-time codes are bound to it. */
export const sampleSession = "fls_01jtdemo00000000000000000a";

export const maria: { [key: string]: Json } = {
  id: "u_1042",
  email: "maria@example.com",
  emailVerified: true,
  name: "Maria Huber",
  locale: "de-AT",
  roles: ["member"],
  groups: ["staff"],
  attributes: { phone: "+43 660 1234567", birthDate: "1990-05-04", city: "Graz", termsVersion: "2026-01" },
  factors: [{ kind: "email", enrolledAt: "2025-01-10T09:00:00Z", lastUsedAt: "2026-04-20T07:00:00Z" }],
  lastLogin: { at: "2026-05-03T06:58:00Z", ip: "203.0.113.7", country: "AT" },
  createdAt: "2025-01-10T08:55:00Z",
  failedAttempts: 0,
};

export const baseRequest: { [key: string]: Json } = {
  id: "req_01jtdemo00000000000000000b",
  ip: "203.0.113.7",
  method: "POST",
  path: "/f/acme/login",
  headers: { "accept-language": "de-AT,de;q=0.9" },
  userAgent: { family: "Firefox", os: "Windows", device: "desktop" },
  locale: "de-AT",
  country: "AT",
  time: samplesClock,
};

export const knownDevice: Json = { id: "dev_7c1f", known: true, firstSeen: "2025-01-10T08:54:00Z" };
export const newDevice: Json = { id: "dev_99aa", known: false };

export function baseContext(): { [key: string]: Json } {
  return {
    request: baseRequest,
    realm: {
      id: "rlm_01jtdemo00000000000000000c",
      name: "acme",
      settings: scriptSettings(acmeSettingsSchema, acmeSettings),
      timeZone: "Europe/Vienna",
      now: "2026-05-04T07:30:00Z",
    },
    user: maria,
    flow: {
      id: "flw_01jtdemo00000000000000000d",
      node: "risk-check",
      sessionId: sampleSession,
      attempt: 1,
      state: {},
      startedAt: "2026-05-04T07:29:58Z",
      history: [],
    },
    device: knownDevice,
  };
}

/** `undefined` takes a member out; `null` sets it to null. */
function merge(base: { [key: string]: Json }, changes: Changes): { [key: string]: Json } {
  const merged = structuredClone(base);
  for (const [key, change] of Object.entries(changes)) {
    const before = merged[key];
    if (change === undefined) delete merged[key];
    else if (isObject(change)) merged[key] = merge(isObject(before) ? before : {}, change);
    else merged[key] = change as Json;
  }
  return merged;
}
