import { demoRealm, identity } from "@scriptyard/hosts";
import type { Json, JsonSchema } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { maskerFor, sensitiveMasker } from "./masker.ts";

const settingsSchema: JsonSchema = {
  type: "object",
  properties: { apiKey: { type: "string", "x-sensitive": true }, plain: { type: "string" } },
};

const secret = fc.constantFrom<Json>("s3cret", null, 7, ["a"], { deep: "b" });
const context = fc.record(
  {
    request: fc.record({
      headers: fc.dictionary(fc.constantFrom("authorization", "cookie", "host", "x/y~z"), secret),
    }),
    user: fc.oneof(
      fc.constant(null),
      fc.record({
        attributes: fc.dictionary(fc.constantFrom("privateNote", "secretKey", "phone", "notPrivate"), secret),
      }),
    ),
    realm: fc.record({ settings: fc.dictionary(fc.constantFrom("apiKey", "plain"), secret) }),
  },
  { requiredKeys: [] },
);
const form = fc.oneof(
  fc.constant(null),
  fc.dictionary(fc.constantFrom("password", "code", "newPassword", "pin", "spin", "otp", "name"), secret),
);

test("masks exactly what the host's own mask does", () => {
  for (const schema of [{}, settingsSchema, demoRealm.settingsSchema]) {
    const mask = maskerFor(identity, "onExecute", schema);
    fc.assert(
      fc.property(context, form, (first, second) => {
        const args = [first, second] as Json[];
        const before = structuredClone(args);
        const expected = identity.mask("onExecute", args, { settingsSchema: schema });
        const actual = mask(args);
        expect(actual.args).toEqual(expected.args);
        expect([...actual.masked].sort()).toEqual([...expected.masked].sort());
        expect(args).toEqual(before);
      }),
    );
  }
});

test("copies nothing when there is nothing to mask", () => {
  const args: Json[] = [{ request: { headers: {} }, user: null }, null];
  const masked = maskerFor(identity, "onExecute", {})(args);
  expect(masked.masked).toEqual([]);
  expect(masked.args[0]).toBe(args[0]);
});

test("a masker of many types is made in proportion to them", () => {
  const chain = (n: number): JsonSchema => ({
    type: "object",
    properties: { a: { $ref: "#/$defs/T0" } },
    $defs: Object.fromEntries(
      Array.from({ length: n }, (_, index) => [
        `T${index}`,
        index === n - 1
          ? { type: "string", "x-sensitive": true }
          : { type: "object", properties: { a: { $ref: `#/$defs/T${index + 1}` } } },
      ]),
    ),
  });
  const settings = (n: number): Json => (n === 0 ? "s3cret" : { a: settings(n - 1) });
  expect(
    maskerFor(identity, "onExecute", chain(3))([{ realm: { settings: settings(3) } }, null]).masked,
  ).toEqual(["/0/realm/settings/a/a/a"]);
  const spent = (n: number) => {
    identity.inputSchema("onExecute", { settingsSchema: chain(n) });
    const before = process.cpuUsage();
    maskerFor(identity, "onExecute", chain(n));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  const [few, many] = [spent(110), spent(880)];
  // Eight times the types: it was 64 times and 2.5 s.
  expect(many, `${few} and ${many} ms`).toBeLessThan(24 * few + 200);
});

test("a schema that refers to itself is masked all the way down", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: { key: { type: "string", "x-sensitive": true }, inner: { $ref: "#" } },
  };
  const settings = { inner: { inner: { key: "s3cret" } } };
  const { args, masked } = maskerFor(identity, "onExecute", schema)([{ realm: { settings } }, null]);
  expect(masked).toEqual(["/0/realm/settings/inner/inner/key"]);
  expect(JSON.stringify(args)).not.toContain("s3cret");
  expect(sensitiveMasker(schema)!(settings as never).masked).toEqual(["/inner/inner/key"]);
});

test("many sensitive places cost time in proportion to them", () => {
  const mask = maskerFor(identity, "onExecute", {});
  const headers = (n: number) =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`secretKey${i}`, "s3cret"]));
  const spent = (n: number) => {
    const args = [{ user: { attributes: headers(n) } }, null] as Json[];
    const before = process.cpuUsage();
    expect(mask(args).masked).toHaveLength(n);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  spent(4_000);
  const [few, many] = [spent(4_000), spent(32_000)];
  expect(many, `${few} and ${many} ms`).toBeLessThan(20 * few + 60);
});
