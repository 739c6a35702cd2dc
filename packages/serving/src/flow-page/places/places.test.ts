import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { mmdbFile } from "../../testing/mmdb.ts";
import { createVisitors } from "../visitor.ts";
import { openPlaceDatabase } from "./database.ts";
import { placeInRecord, placeOf } from "./place.ts";
import { parseProxyHeader, proxyReader } from "./proxy-headers.ts";

const folder = mkdtempSync(join(tmpdir(), "scriptyard-places-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const vienna = {
  country: { iso_code: "AT" },
  city: { names: { en: "Vienna" } },
  location: { latitude: 48.2, longitude: 16.37 },
};
const inVienna = { country: "AT", city: "Vienna", position: { latitude: 48.2, longitude: 16.37 } };

describe("a database", () => {
  test("says where an address is, also one that is written as IPv6, and nothing of others", async () => {
    const file = join(folder, "cities.mmdb");
    const norway = { country: { iso_code: "NO" } };
    writeFileSync(file, mmdbFile({ "203.0.113.0/24": vienna, "192.0.2.44/32": norway }));
    using database = await openPlaceDatabase({ file, onProblem: (error) => expect.fail(String(error)) });
    expect(database.find("203.0.113.7")).toEqual(inVienna);
    expect(database.find("192.0.2.44")).toEqual({ country: "NO" });
    expect(database.find("192.0.2.45")).toEqual({});
    expect(database.find("2001:db8::7")).toEqual({});
  });

  test("is followed: another file holds from then on, and one that is none changes nothing", async () => {
    const file = join(folder, "followed.mmdb");
    writeFileSync(file, mmdbFile({ "203.0.113.0/24": vienna }));
    const problems: unknown[] = [];
    using database = await openPlaceDatabase({ file, everyMs: 10, onProblem: (one) => problems.push(one) });
    writeFileSync(`${file}.half`, mmdbFile({ "203.0.113.0/24": vienna }).subarray(0, 500));
    renameSync(`${file}.half`, file);
    await expect.poll(() => problems.length).toBeGreaterThan(0);
    expect(database.find("203.0.113.7")).toEqual(inVienna);
    writeFileSync(`${file}.next`, mmdbFile({ "203.0.113.0/24": { country: { iso_code: "CH" } } }));
    renameSync(`${file}.next`, file);
    await expect.poll(() => database.find("203.0.113.7")).toEqual({ country: "CH" });
  });

  test("that is not there, or is none, is told at once", async () => {
    const open = (file: string) => openPlaceDatabase({ file, onProblem: () => undefined });
    await expect(open(join(folder, "none.mmdb"))).rejects.toThrow("ENOENT");
    writeFileSync(join(folder, "text.mmdb"), "no database".repeat(100));
    await expect(open(join(folder, "text.mmdb"))).rejects.toThrow();
  });
});

test("what is no place is left out", () => {
  expect(placeInRecord(null)).toEqual({});
  expect(placeInRecord({ country: "AT", location: { latitude: "x" } })).toEqual({});
  expect(placeOf({ country: "Austria", latitude: 91, longitude: 0 })).toEqual({});
  expect(placeOf({ country: "at", latitude: "48.2", longitude: " 16.37" })).toEqual({
    country: "AT",
    position: { latitude: 48.2, longitude: 16.37 },
  });
  expect(placeOf({ latitude: "", longitude: "" })).toEqual({});
});

describe("headers of proxies", () => {
  test("are a list of names, some with what they say", () => {
    expect(parseProxyHeader("CF-IPCountry=country")).toEqual({ name: "cf-ipcountry", meaning: "country" });
    expect(parseProxyHeader("x-device")).toEqual({ name: "x-device", meaning: null });
    for (const wrong of [
      "",
      "a b",
      "x=planet",
      "x=country=city",
      "cookie",
      "Authorization",
      "x-forwarded-for",
    ])
      expect(parseProxyHeader(wrong)).toBeNull();
  });

  const read = proxyReader(
    ["cf-ipcountry=country", "x-lat=latitude", "x-lon=longitude", "x-device"].map(
      (one) => parseProxyHeader(one)!,
    ),
    ["10.0.0.0/8"],
  );
  const from = (remoteAddress: string, headers: { [name: string]: string }) =>
    read({ headers, socket: { remoteAddress } } as never);

  test("count where the connection is a trusted proxy's, and from nobody else", () => {
    const headers = { "cf-ipcountry": "NO", "x-lat": "59.9", "x-lon": "10.7", "x-device": "d1", cookie: "s" };
    expect(from("10.1.2.3", headers)).toEqual({
      headers: { "cf-ipcountry": "NO", "x-lat": "59.9", "x-lon": "10.7", "x-device": "d1" },
      place: { country: "NO", position: { latitude: 59.9, longitude: 10.7 } },
    });
    expect(from("203.0.113.7", headers)).toEqual({ headers: {}, place: {} });
  });

  test("XX is no country, and long ones are cut", () => {
    expect(from("10.1.2.3", { "cf-ipcountry": "XX", "x-device": "d".repeat(5_000) })).toEqual({
      headers: { "cf-ipcountry": "XX", "x-device": "d".repeat(500) },
      place: {},
    });
  });
});

test("a visitor's place is the proxy's word before the database's", () => {
  const visitorOf = createVisitors({
    trustedProxies: ["127.0.0.1"],
    proxyHeaders: [{ name: "x-country", meaning: "country" }],
    places: { find: (ip) => (ip === "203.0.113.7" ? inVienna : {}) },
  });
  const visitor = (ip: string, remoteAddress: string) =>
    visitorOf({
      ip,
      method: "GET",
      url: "/f/acme/login?a=b",
      headers: { "x-country": "NO", referer: "https://a.example" },
      socket: { remoteAddress },
    } as never);
  expect(visitor("203.0.113.7", "127.0.0.1")).toMatchObject({
    ...inVienna,
    country: "NO",
    path: "/f/acme/login",
    headers: { "x-country": "NO", referer: "https://a.example" },
  });
  expect(visitor("203.0.113.7", "203.0.113.7")).toMatchObject({ country: "AT" });
  expect(visitor("198.51.100.9", "198.51.100.9")).not.toHaveProperty("country");
});
