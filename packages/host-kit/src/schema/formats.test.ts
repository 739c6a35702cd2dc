import { expect, test } from "vitest";
import { formatNames, hasFormat } from "./formats.ts";

const examples: { [Name in (typeof formatNames)[number]]: string } = {
  "date-time": "2026-05-04T07:30:00Z",
  date: "2026-05-04",
  time: "07:30:00Z",
  duration: "P1Y2M3DT4H5M6S",
  email: `${"a".repeat(64)}@${"b".repeat(60)}.example`,
  hostname: "a.example",
  ipv4: "10.0.0.1",
  ipv6: "2001:0db8:0000:0000:0000:ff00:0042:8329",
  uri: `https://example.com/${"a".repeat(2_000)}`,
  "uri-reference": `/${"a".repeat(2_000)}`,
  uuid: "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
  "json-pointer": `/a/${"b".repeat(5_000)}`,
  byte: "AAAA".repeat(5_000),
};

test("every format takes its longest usual texts", () => {
  for (const name of formatNames) expect(hasFormat(name, examples[name]), name).toBe(true);
});

/** The expression would need a minute for the first of these: they are not looked at. */
test("what is longer than any text of a format is none, at once", () => {
  const started = process.cpuUsage();
  for (const name of formatNames)
    for (const text of [
      `http://a/${"a@a".repeat(100_000)}\n!`,
      `a@${"a-".repeat(100_000)}`,
      " ".repeat(300_000),
    ])
      expect(hasFormat(name, text), name).toBe(false);
  const { user, system } = process.cpuUsage(started);
  expect(user + system).toBeLessThan(2_000_000);
});
