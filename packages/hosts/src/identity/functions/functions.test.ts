import type { Json } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { demoRealm } from "../demo/index.ts";
import { call, context } from "../testing/call.ts";

describe("hash", () => {
  test("sha256 is the standard's, over UTF-8", async () => {
    expect(call("hash.sha256", ["abc"])).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("Grüße 😀"));
    expect(call("hash.sha256", ["Grüße 😀"])).toBe(Buffer.from(digest).toString("hex"));
  });
  test("bucket is stable, in range, and spreads evenly", () => {
    expect(call("hash.bucket", ["u_1042", 100])).toBe(call("hash.bucket", ["u_1042", 100]));
    const counts = Array.from({ length: 10 }, () => 0);
    for (let user = 0; user < 10_000; user++) counts[call("hash.bucket", [`u_${user}`, 10]) as number]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
    expect(call("hash.bucket", ["x", 1])).toBe(0);
    expect(() => call("hash.bucket", ["x", 0])).toThrow(
      "hash.bucket: argument n: 0 is too small; at least 1",
    );
    expect(() => call("hash.bucket", ["x", 1.5])).toThrow("argument n: expected a whole number, got 1.5");
  });
});

describe("time.inZone", () => {
  test("summer and winter, half-hour zones, the date line", () => {
    expect(call("time.inZone", ["2026-05-04T07:30:15Z", "Europe/Vienna"])).toEqual({
      year: 2026,
      month: 5,
      day: 4,
      hour: 9,
      minute: 30,
      second: 15,
      weekday: 1,
      date: "2026-05-04",
      offsetMinutes: 120,
    });
    expect(call("time.inZone", ["2026-01-31T23:30:00Z", "Europe/Vienna"])).toMatchObject({
      month: 2,
      day: 1,
      hour: 0,
      weekday: 7,
      offsetMinutes: 60,
    });
    expect(call("time.inZone", [0, "Asia/Kolkata"])).toMatchObject({
      year: 1970,
      hour: 5,
      minute: 30,
      weekday: 4,
      offsetMinutes: 330,
    });
    expect(call("time.inZone", ["2026-05-04T11:00:00Z", "Pacific/Kiritimati"])).toMatchObject({
      day: 5,
      hour: 1,
      offsetMinutes: 840,
    });
    expect(call("time.inZone", ["2026-05-04T00:00:00+02:00", "UTC"])).toMatchObject({ day: 3, hour: 22 });
  });
  test("both sides of a change of the clocks", () => {
    expect(call("time.inZone", ["2026-03-29T00:59:59Z", "Europe/Vienna"])).toMatchObject({
      hour: 1,
      minute: 59,
      offsetMinutes: 60,
    });
    expect(call("time.inZone", ["2026-03-29T01:00:00Z", "Europe/Vienna"])).toMatchObject({
      hour: 3,
      minute: 0,
      offsetMinutes: 120,
    });
  });
  test.each<[Json[], string]>([
    [["2026-05-04", "UTC"], 'argument date: "2026-05-04" is no moment'],
    [["2026-13-04T00:00:00Z", "UTC"], "argument date"],
    [["today", "UTC"], "expected ISO 8601 with an offset"],
    [[1e20, "UTC"], "argument date"],
    [
      ["2026-05-04T07:30:00Z", "Europe/Vienne"],
      'argument zone: "Europe/Vienne" is not a time zone; expected an IANA name such as Europe/Vienna',
    ],
    [["2026-05-04T07:30:00Z", ""], "argument zone: must not be empty"],
  ])("%j is refused", (args, message) => {
    expect(() => call("time.inZone", args)).toThrow(message);
  });
});

describe("text.t", () => {
  const t = (key: string, params?: Json, ctx: Json = context) =>
    call("text.t", params === undefined ? [key] : [key, params], ctx);

  test("language, fallback, key", () => {
    expect(t("code.label")).toBe("Code");
    expect(t("terms.title")).toBe("Nutzungsbedingungen");
    expect(t("terms.title", {}, { ...(context as object), locale: "fr" } as Json)).toBe("Terms of service");
    expect(t("terms.title", {}, null)).toBe("terms.title");
    expect(t("no.such.key")).toBe("no.such.key");
    expect(t("__proto__")).toBe("__proto__");
  });
  test("places are filled once, and only with what was given", () => {
    const texts = { en: { greet: "Hi {name}, {count} new. {missing} {name}", code: "{a}{b}" } };
    const ctx: Json = { texts, locale: "en" };
    expect(t("greet", { name: "{count}", count: 3 }, ctx)).toBe("Hi {count}, 3 new. {missing} {count}");
    expect(t("code", { a: true, b: "$&" }, ctx)).toBe("true$&");
    expect(t("greet", { constructor: "x" }, ctx)).toContain("{name}");
  });
  test("the runner's plain context works as well", () => {
    const ctx: Json = { realm: { settings: demoRealm.settings }, context: { request: { locale: "de" } } };
    expect(t("terms.title", {}, ctx)).toBe("Nutzungsbedingungen");
  });
});
