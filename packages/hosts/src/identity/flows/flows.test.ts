import type { FlowMemory } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { expect, test } from "vitest";
import { identity } from "../index.ts";

const flows = identity.flows!;
const at = { requestId: "req_1", path: "/f/acme/login", now: Date.UTC(2026, 0, 2) };

function begun(told: { [part: string]: Json } = {}): FlowMemory {
  return { visitor: flows.visitor(told, at), decided: flows.decided() };
}

function apply(memory: FlowMemory, ...effects: [name: string, ...args: Json[]][]): FlowMemory {
  for (const [name, ...args] of effects) identity.meaning(name).apply?.(args, memory, { now: at.now });
  return memory;
}

const contextOf = (memory: FlowMemory) =>
  flows.context(memory, {
    realm: { id: "rlm_1", name: "acme", timeZone: "UTC", now: "2026-01-02T00:00:00.000Z", settings: {} },
    flow: { id: "flw_1", node: "n", sessionId: "fls_1", attempt: 1, startedAt: "", history: [] },
  }) as { user: { attributes: Json } | null; flow: { state: Json } };

test("what the product does not tell stays visibly unknown; what it tells wrongly is named", () => {
  const { visitor } = begun({ user: { id: "u_1", roles: ["admin"] } });
  expect(visitor).toMatchObject({
    request: { id: "req_1", ip: "0.0.0.0", path: "/f/acme/login", userAgent: { family: "unknown" } },
    device: { id: "unknown", known: false },
    user: { id: "u_1", roles: ["admin"], emailVerified: false, failedAttempts: 0 },
  });
  expect(begun().visitor.user).toBeNull();
  expect(() => flows.visitor({ device: "laptop" }, at)).toThrow(new TypeError("device: expected an object."));
  expect(() => flows.visitor({ user: [] }, at)).toThrow(/user: expected an object or null/);
});

test("effects change what later nodes see and what the product gets; the shortest session counts", () => {
  const memory = apply(
    begun({ user: { id: "u_1" } }),
    ["flow.set", "risk", 40],
    ["claims.set", "tier", "gold"],
    ["session.maxAge", 900],
    ["session.maxAge", 7_200],
    ["user.set", "address.city", "Wien"],
    ["user.requireFactor", "totp"],
    ["user.requireFactor", "totp"],
    ["terms.accept", "2026-01"],
  );
  const accepted = { termsVersion: "2026-01", termsAcceptedAt: "2026-01-02T00:00:00.000Z" };
  const context = contextOf(memory);
  expect(context.flow.state).toEqual({ risk: 40, requiredFactors: ["totp"] });
  expect(context.user?.attributes).toEqual({ address: { city: "Wien" }, ...accepted });
  expect(flows.answer(memory)).toMatchObject({
    claims: { tier: "gold" },
    maxAgeSeconds: 900,
    userChanges: { "address.city": "Wien", ...accepted },
    requiredFactors: ["totp"],
    acceptedTerms: "2026-01",
  });
  expect(flows.summary(memory)).toEqual({
    facts: [{ name: "tier", value: "gold" }],
    text: "Signed in for 15 minutes.",
  });
});

test("a context is a copy: the record of a run says what it was given, whatever its effects do afterwards", () => {
  const memory = begun({ user: { id: "u_1", attributes: { city: "Wien" } } });
  const before = contextOf(memory);
  apply(memory, ["user.set", "city", "Graz"], ["flow.set", "a", 1]);
  expect([before.user?.attributes, before.flow.state]).toEqual([{ city: "Wien" }, {}]);
});

test("names that scripts choose become members and never a prototype", () => {
  const memory = apply(
    begun(),
    ["flow.set", "__proto__", { polluted: true }],
    ["claims.set", "__proto__", 1],
  );
  expect(Object.keys(memory.decided.state as object)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("wrong answers are counted by the account and by the address that were told", () => {
  const by = (told: { [part: string]: Json }) => flows.guessedBy!(begun(told).visitor);
  expect(by({ user: { id: "u_1", email: "a@b.example" }, request: { ip: "192.0.2.1" } })).toEqual({
    user: "u_1",
    ip: "192.0.2.1",
  });
  expect(by({ user: { email: "a@b.example" } })).toEqual({ user: "a@b.example", ip: null });
  expect(by({})).toEqual({ user: null, ip: null });
});
