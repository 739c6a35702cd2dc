import { expect, test } from "vitest";
import { createDoorOf } from "./host-rules.ts";
import { plainHttpWarning } from "./transport.ts";

const base = { publicUrl: null, hooksUrl: null, listenHost: "127.0.0.1", allowedHosts: [] };

test.each([
  ["localhost", "main"],
  ["LocalHost:4400", "main"],
  ["127.0.0.1", "main"],
  ["127.9.9.9:1", "main"],
  ["[::1]:4400", "main"],
  ["", "unknown"],
  ["evil.example", "unknown"],
  ["localhost.evil.example", "unknown"],
  ["127.0.0.1.evil.example", "unknown"],
  ["evil.example#localhost", "unknown"],
  ["evil@localhost", "unknown"],
  ["localhost:4400:80", "unknown"],
  ["localhost, evil.example", "unknown"],
  ["192.168.1.5", "unknown"],
  ["[::]", "unknown"],
  ["0.0.0.0", "unknown"],
])("told nothing, the host %j is %s", (host, door) => {
  expect(createDoorOf(base)(host)).toBe(door);
});

test("names that were told are known, with the port where one was told", () => {
  const doorOf = createDoorOf({
    publicUrl: "https://scriptyard.example:8443",
    hooksUrl: "https://hooks.example",
    listenHost: "fd00::5",
    allowedHosts: ["inside", "other:81"],
  });
  const doors = [
    "scriptyard.example",
    "scriptyard.example:8443",
    "hooks.example",
    "hooks.example:4400",
    "[fd00::5]:4400",
    "inside",
    "inside:9",
    "other:81",
    "other",
    "other:82",
  ];
  expect(doors.map(doorOf).join(" ")).toBe("main main hooks hooks main main main main unknown unknown");
  expect(createDoorOf({ ...base, listenHost: "0.0.0.0" })("0.0.0.0:4400")).toBe("unknown");
  expect(createDoorOf({ ...base, allowedHosts: ["*"] })("anything.example")).toBe("main");
  // Remembered or not, the answer is the same.
  const many = createDoorOf(base);
  for (let n = 0; n < 300; n++) expect(many(`n${n}.example`)).toBe("unknown");
  expect(many("localhost")).toBe("main");
});

test("plain http across a network is told to the operator", () => {
  const warns = (publicUrl: string | null, host = "127.0.0.1") =>
    plainHttpWarning({ publicUrl, host }) !== null;
  expect([warns(null), warns(null, "localhost"), warns(null, "::1")]).toEqual([false, false, false]);
  expect([warns(null, "0.0.0.0"), warns(null, "::"), warns(null, "10.0.0.4")]).toEqual([true, true, true]);
  expect([warns("http://scriptyard.example"), warns("http://localhost:4400")]).toEqual([true, false]);
  expect(warns("https://scriptyard.example", "0.0.0.0")).toBe(false);
});
