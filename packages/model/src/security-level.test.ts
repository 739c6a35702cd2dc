import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AllLimits,
  builtInLevels,
  checkPolicy,
  effectivePolicy,
  emptyPolicy,
  grants,
  type LevelChange,
  type LevelDefinition,
  type Limits,
  limitRanges,
  maximumLimits,
  type PolicyInput,
  policyFileSchema,
  realmPolicySchema,
  refusesLibrary,
  resolveLevels,
  securityLevel,
} from "./index.ts";

const names = Object.keys(maximumLimits) as (keyof Limits)[];
const capabilities = ["pure", "flow.write", "events.publish", "secrets"];
const libraries = ["shared/dates", "shared/text", "login/risk"];
const host = {
  always: ["random"],
  all: capabilities,
  of: (level: string) => (level === "safe" ? ["pure", "flow.write"] : capabilities.slice(0, 3)),
};

const limitOf = (name: keyof Limits) => {
  const { min, max } = limitRanges[name];
  return fc.integer({ min, max });
};
const limits = fc.record(
  Object.fromEntries(names.map((name) => [name, limitOf(name)])),
) as unknown as fc.Arbitrary<AllLimits>;
const someLimits = limits.chain((all) =>
  fc
    .subarray(names)
    .map((kept) => Object.fromEntries(kept.map((name) => [name, all[name]])) as Partial<Limits>),
);
const level: fc.Arbitrary<LevelDefinition> = fc.record({
  name: fc.constantFrom("a", "b", "c"),
  base: fc.constantFrom(...securityLevel.options),
  description: fc.constant(""),
  limits,
  capabilities: fc.oneof(fc.constantFrom("host" as const, "all" as const), fc.subarray(capabilities)),
  grant: fc.subarray(capabilities),
  deny: fc.subarray(capabilities),
  libraries: fc.oneof(fc.constant("all" as const), fc.subarray([...libraries, "shared/*"])),
});
const input: fc.Arbitrary<PolicyInput> = fc.record({
  defaults: limits,
  asked: someLimits,
  caps: fc.array(fc.record({ by: fc.constantFrom("hook", "trigger"), limits: someLimits }), { maxLength: 2 }),
  levels: fc.array(level, { minLength: 1, maxLength: 3 }),
  held: fc.constant([]),
  host: fc.constant(host),
});

test("a policy is never wider than any of its inputs", () => {
  fc.assert(
    fc.property(input, (given) => {
      const policy = effectivePolicy(given);
      for (const name of names) {
        const wish = given.asked[name] ?? given.defaults[name]!;
        expect(policy.limits[name]).toBeLessThanOrEqual(wish);
        expect(policy.limits[name]).toBeLessThanOrEqual(policy.most[name]);
        for (const cap of [...given.caps, ...given.levels])
          expect(policy.limits[name]).toBeLessThanOrEqual(cap.limits[name] ?? Number.POSITIVE_INFINITY);
        // And no narrower than it has to be.
        const all = [
          wish,
          ...[...given.caps, ...given.levels].map((cap) => cap.limits[name] ?? maximumLimits[name]),
        ];
        expect(policy.limits[name]).toBe(Math.min(...all));
        const told = policy.narrowed.some((one) => one.name === name);
        expect(told).toBe(given.asked[name] !== undefined && policy.limits[name] < wish);
      }
      for (const capability of capabilities) {
        const given_ = given.levels.every((one) => grants(one, capability, host));
        expect(policy.capabilities.includes(capability)).toBe(given_);
        expect(policy.refused.some((one) => one.capability === capability)).toBe(!given_);
      }
      expect(policy.capabilities).toContain("random");
      for (const library of libraries)
        expect(refusesLibrary(policy, library) === null).toBe(
          given.levels.every(
            (one) => refusesLibrary(effectivePolicy({ ...given, levels: [one] }), library) === null,
          ),
        );
    }),
  );
});

test("narrowing an input never widens a policy", () => {
  const narrowing = fc.oneof(
    fc.record({ kind: fc.constant("level" as const), level }),
    fc.record({ kind: fc.constant("cap" as const), limits: someLimits }),
    fc.record({ kind: fc.constant("lower" as const), name: fc.constantFrom(...names) }),
    fc.record({ kind: fc.constant("deny" as const), capability: fc.constantFrom(...capabilities) }),
  );
  fc.assert(
    fc.property(input, narrowing, (given, change) => {
      const before = effectivePolicy(given);
      const after = effectivePolicy(narrowed(given, change));
      for (const name of names) expect(after.limits[name]).toBeLessThanOrEqual(before.limits[name]);
      expect(before.capabilities).toEqual(expect.arrayContaining([...after.capabilities]));
      for (const library of libraries)
        if (refusesLibrary(after, library) === null) expect(refusesLibrary(before, library)).toBeNull();
    }),
  );

  function narrowed(
    given: PolicyInput,
    change: typeof narrowing extends fc.Arbitrary<infer T> ? T : never,
  ): PolicyInput {
    if (change.kind === "level") return { ...given, levels: [...given.levels, change.level] };
    if (change.kind === "cap")
      return { ...given, caps: [...given.caps, { by: "new", limits: change.limits }] };
    if (change.kind === "deny")
      return {
        ...given,
        levels: given.levels.map((one) => ({ ...one, deny: [...one.deny, change.capability] })),
      };
    const lower = (all: AllLimits) => ({ ...all, [change.name]: Math.floor(all[change.name] / 2) });
    return { ...given, levels: given.levels.map((one) => ({ ...one, limits: lower(one.limits) })) };
  }
});

test("the built-in levels go from narrow to wide", () => {
  const { safe, production, development } = builtInLevels;
  for (const name of names) {
    expect(safe.limits[name]).toBeLessThanOrEqual(production.limits[name]);
    expect(production.limits[name]).toBeLessThanOrEqual(development.limits[name]);
  }
});

test("layers of changes: what one takes away the next can give back, and the reverse", () => {
  const take: { [name: string]: LevelChange } = { safe: { deny: ["pure"], limits: { timeoutMs: 50 } } };
  const give: { [name: string]: LevelChange } = {
    safe: { grant: ["pure", "secrets"] },
    strict: { extends: "production", libraries: [] },
  };
  const levels = resolveLevels(take, give);
  expect(levels.get("safe")).toMatchObject({
    grant: ["pure", "secrets"],
    deny: [],
    limits: { timeoutMs: 50 },
  });
  expect(levels.get("strict")).toMatchObject({
    base: "production",
    libraries: [],
    limits: { timeoutMs: 1_000 },
  });
  expect(resolveLevels(give, take).get("safe")).toMatchObject({ grant: ["secrets"], deny: ["pure"] });
  const exactly = resolveLevels(take, { safe: { capabilities: ["secrets"] } }).get("safe")!;
  expect(capabilities.filter((one) => grants(exactly, one, host))).toEqual(["secrets"]);
  expect(builtInLevels.safe.limits.timeoutMs).toBe(200);
});

test("problems carry their path", () => {
  const issues = checkPolicy(
    {
      defaultLevel: "strictest",
      rules: [{ flow: "login", level: "nope" }],
      levels: { own: {}, default: { extends: "safe" }, safe: { grant: ["teleport"], extends: "production" } },
    },
    resolveLevels(),
    capabilities,
  );
  expect(issues.map(({ path }) => path)).toEqual([
    "defaultLevel",
    "rules.0.level",
    "levels.own.extends",
    "levels.default",
    "levels.safe.extends",
    "levels.safe.grant.0",
  ]);
  expect(checkPolicy(emptyPolicy, resolveLevels(), capabilities)).toEqual([]);
  const parsed = realmPolicySchema.safeParse({ ...emptyPolicy, rules: [{ level: "safe" }] });
  expect(parsed.error?.issues[0]).toMatchObject({
    path: ["rules", 0],
    message: expect.stringContaining("says for nothing"),
  });
  expect(policyFileSchema.safeParse({ levels: { safe: { limits: { timeout: 5 } } } }).success).toBe(false);
  expect(policyFileSchema.safeParse({ levels: { safe: { libraries: ["shared/**"] } } }).success).toBe(false);
});
