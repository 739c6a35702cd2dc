import { expect, test } from "vitest";
import { lineDigest, lineNow, linesDigest } from "./moved.ts";

const text = "a\nuse(a);\nb\nuse(a);\n";

test("a line is found again above and below, the nearest of several; one that reads otherwise is gone", () => {
  const digest = lineDigest(text, 2);
  expect(lineNow(text, 2, digest)).toBe(2);
  expect(lineNow(`// more\r\n${text}`, 2, digest)).toBe(3);
  expect(lineNow("use(a);\n", 2, digest)).toBe(1);
  expect([3, 5].map((line) => lineNow(text, line, digest))).toEqual([2, 4]);
  expect(lineNow(text.replaceAll("use", "used"), 2, digest)).toBeNull();
  expect(lineNow("", 900, digest)).toBeNull();
});

test("what is shown has one digest wherever it stands, and another once a line more or less changes", () => {
  const line = { before: "a", after: "b" };
  expect(linesDigest([{ ...line }])).toBe(linesDigest([line]));
  expect(linesDigest([line, line])).not.toBe(linesDigest([line]));
  expect(linesDigest([{ before: "a", after: "c" }])).not.toBe(linesDigest([line]));
});
