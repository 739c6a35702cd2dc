import { expect, test } from "vitest";
import { lineDigest, lineNow, linesDigest } from "./moved.ts";

const text = "a\nuse(a);\nb\nuse(a);\n";

test("a line is found again above and below, the nearest of several; one that reads otherwise is gone", async () => {
  const digest = lineDigest(text, 2);
  expect(await lineNow(text, 2, digest)).toBe(2);
  expect(await lineNow(`// more\r\n${text}`, 2, digest)).toBe(3);
  expect(await lineNow("use(a);\n", 2, digest)).toBe(1);
  expect(await Promise.all([3, 5].map((line) => lineNow(text, line, digest)))).toEqual([2, 4]);
  expect(await lineNow(text.replaceAll("use", "used"), 2, digest)).toBeNull();
  expect(await lineNow("", 900, digest)).toBeNull();
});

test("what is shown has one digest wherever it stands, and another once a line more or less changes", () => {
  const line = { before: "a", after: "b" };
  expect(linesDigest([{ ...line }])).toBe(linesDigest([line]));
  expect(linesDigest([line, line])).not.toBe(linesDigest([line]));
  expect(linesDigest([{ before: "a", after: "c" }])).not.toBe(linesDigest([line]));
});

test("a line that is looked for in very many lets others pass meanwhile", async () => {
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  const longest = Array.from({ length: 100_000 }, () => "").join("\n");
  expect(await lineNow(longest, 50_000, lineDigest(text, 2))).toBeNull();
  clearInterval(other);
  expect(turns).toBeGreaterThan(10);
});
