import type { EffectScope } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostCalls } from "../host-calls.ts";
import { identity } from "../index.ts";
import { call, context } from "../testing/call.ts";

describe("effects are checked beyond their schema", () => {
  const scope: EffectScope = {
    allowedHosts: ["pay.acme.example"],
    settings: { userAttributes: ["phone", "address"] },
    args: [],
  };
  const problems = (name: string, args: Json[], hook = "onExecute", changes: Partial<EffectScope> = {}) =>
    identity
      .validateEffect(hook, { name, args }, { ...scope, ...changes })
      .map((issue) => `${issue.path}: ${issue.message}`)
      .join("\n");
  const big = "x".repeat(20_000);

  test.each<[name: string, args: Json[], problem: string | RegExp]>([
    ["flow.set", ["risk", 40], ""],
    ["flow.set", ["1st", 40], /flow\.set\(key\): "1st" does not match/],
    ["flow.set", ["big", big], /"big" is larger than 16 KB/],
    ["flow.redirect", ["https://pay.acme.example/x"], ""],
    ["flow.redirect", ["https://pay.acme.example:8443/x", { resume: "paid", partner: "pay" }], ""],
    // On its own, coming back would be enough for an outcome.
    ["flow.redirect", ["https://pay.acme.example/x", { resume: "paid" }], /Name the partner/],
    ["flow.redirect", ["http://pay.acme.example/x"], /does not match the pattern/],
    [
      "flow.redirect",
      ["https://evil.example/"],
      /"evil\.example" is not one of the realm's allowed hosts \(pay\.acme\.example\); add it/,
    ],
    ["flow.redirect", ["https://pay.acme.example@evil.example/"], /user name/],
    ["flow.redirect", ["https://pay.acme.example.evil.example/"], /not one of/],
    ["flow.redirect", ["https://"], /is not an address/],
    [
      "flow.redirect",
      ["https://pay.acme.example/", { resum: "x" }],
      /flow\.redirect\(options\)\.resum: is not a known property.*did you mean "resume"/,
    ],
    ["claims.set", ["department", "x"], ""],
    ["claims.set", ["https://acme.example/claims/x", null], ""],
    ["claims.set", ["sub", "x"], /"sub" is reserved/],
    ["claims.set", ["exp", 1], /reserved/],
    ["claims.set", ["a", big], /larger than 4 KB/],
    ["session.maxAge", [900], ""],
    ["session.maxAge", [5], /too small; at least 60/],
    ["session.maxAge", [1e9], /too large/],
    ["user.set", ["phone", "+43"], ""],
    ["user.set", ["address.city", "Graz"], ""],
    [
      "user.set",
      ["roles", ["admin"]],
      /"roles" is not an attribute that scripts may change \(phone, address\)/,
    ],
    ["user.set", ["address.constructor", 1], /not an attribute/],
    ["user.set", ["__proto__.x", 1], /does not match/],
    ["user.requireFactor", ["totp"], ""],
    ["user.requireFactor", ["topt"], /did you mean "totp"\?/],
    ["terms.accept", ["2026-01"], ""],
    ["terms.accept", [""], /must not be empty/],
    ["events.publish", ["login.new-country", {}], ""],
    ["events.publish", ["Login", {}], /does not match/],
    ["events.publish", ["a", big], /larger than 16 KB/],
    ["form.fail", ["code", "No."], /nothing was submitted yet/],
  ])("%s(%j)", (name, args, problem) => {
    if (typeof problem === "string") expect(problems(name, args)).toBe(problem);
    else expect(problems(name, args)).toMatch(problem);
  });

  test("and belong to hooks", () => {
    expect(problems("form.fail", ["code", "No."], "onExecute", { answered: {} })).toBe("");
    expect(problems("flow.set", ["a", 1], "render")).toMatch(
      /not available in render; call it in "onExecute"/,
    );
    expect(problems("claims.set", ["a", 1], "onComplete")).toBe("");
  });
});

describe("whatever a script passes", () => {
  const hostile = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(
      "",
      "\u0000",
      "\ud800",
      "::",
      "::::",
      "1.2.3.4/",
      "/",
      "%",
      "@",
      "a@b.c",
      "__proto__",
      "Europe/Vienna\u0000",
      "2026-05-04T07:30:00Z",
      -0,
      1e308,
      5e-324,
      Number.MAX_SAFE_INTEGER,
    ),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ minLength: 60, maxLength: 400 }),
  );
  /** What no JSON holds, should it ever get past the sandbox. */
  const impossible = fc.oneof(
    hostile,
    fc.constantFrom(
      undefined as never,
      Number.NaN as never,
      (() => 1) as never,
      Symbol("s") as never,
      10n as never,
      new Date() as never,
    ),
  );
  const args = fc.array(hostile, { maxLength: 4 });
  const anyContext = fc.oneof(fc.constant(context), fc.jsonValue() as fc.Arbitrary<Json>);

  test.each(Object.keys(hostCalls))("%s answers JSON or throws a TypeError, nothing else", (name) => {
    fc.assert(
      fc.property(fc.array(impossible, { maxLength: 4 }), anyContext, (given, ctx) => {
        let answer: Json;
        try {
          answer = call(name, given, ctx);
        } catch (error) {
          expect((error as Error).name).toBe("TypeError");
          expect((error as Error).message.startsWith(`${name}:`)).toBe(true);
          expect((error as Error).message).not.toMatch(/node_modules|packages\/|failed on the host/);
          return;
        }
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
      { numRuns: 300 },
    );
  });

  test.each(identity.functions.filter((fn) => fn.kind === "effect").map((fn) => fn.name))(
    "%s is validated without an exception",
    (name) => {
      fc.assert(
        fc.property(args, hostile, (given, form) => {
          for (const hook of ["onExecute", "onComplete"]) {
            const issues = identity.validateEffect(
              hook,
              { name, args: given },
              { allowedHosts: [], settings: { userAttributes: form }, args: [{}, form] },
            );
            for (const issue of issues) expect(typeof issue.message).toBe("string");
          }
        }),
        { numRuns: 200 },
      );
    },
  );
});
