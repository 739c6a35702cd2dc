import type { Diagnostic } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeDiagnostics } from "./merge.ts";

const finding = (change: Partial<Diagnostic> = {}): Diagnostic => ({
  file: "login/risk-check",
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 5,
  code: "ts2304",
  severity: "error",
  source: "types",
  message: "Cannot find name 'x'.",
  ...change,
});

test("the same code at the same place is one finding, in the editor's words with the server's remedy", () => {
  const merged = mergeDiagnostics(
    [finding({ message: "Cannot find name 'window'." })],
    [finding({ message: "Cannot find name 'window'. Did you…", remedy: "Use context." })],
  );
  expect(merged.serverOnly).toEqual([]);
  expect(merged.all).toMatchObject([{ message: "Cannot find name 'window'.", remedy: "Use context." }]);
});

test("policy findings of the server are added, errors first", () => {
  const policy = finding({ code: "scriptyard/eval", source: "policy", line: 9 });
  const merged = mergeDiagnostics([finding({ severity: "warning", code: "ts6133" })], [policy]);
  expect(merged.serverOnly).toEqual([policy]);
  expect(merged.all.map((d) => d.severity)).toEqual(["error", "warning"]);
});

test("a policy finding replaces the plain unknown name at the same word", () => {
  const policy = finding({ code: "scriptyard/no-dom-global", source: "policy" });
  const other = finding({ code: "ts2322" });
  expect(mergeDiagnostics([finding(), other], [policy]).all.map((d) => d.code)).toEqual([
    "scriptyard/no-dom-global",
    "ts2322",
  ]);
});

test("a line that does not parse is reported once", () => {
  const merged = mergeDiagnostics(
    [finding({ code: "ts1005", line: 3, column: 8 })],
    [finding({ code: "scriptyard/syntax", source: "syntax", line: 3, column: 9 })],
  );
  expect(merged.all).toHaveLength(1);
});

test("nothing is lost and nothing doubled", () => {
  const any = fc.record({
    line: fc.integer({ min: 1, max: 4 }),
    column: fc.integer({ min: 1, max: 3 }),
    code: fc.constantFrom("ts2304", "ts2322", "scriptyard/eval"),
    severity: fc.constantFrom("error", "warning", "info"),
  });
  fc.assert(
    fc.property(fc.array(any), fc.array(any), (a, b) => {
      const local = a.map((d) => finding(d));
      const server = b.map((d) => finding(d));
      const key = (d: Diagnostic) => `${d.line}:${d.column}:${d.code}`;
      const { all, serverOnly } = mergeDiagnostics(local, server);
      expect(new Set(all.map(key))).toEqual(new Set([...local, ...server].map(key)));
      expect(new Set(all.map(key)).size).toBe(all.length);
      for (const d of serverOnly) expect(local.map(key)).not.toContain(key(d));
    }),
  );
});
