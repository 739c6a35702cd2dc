import { type ExecutionSummary, newId } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { exportText } from "./export-text.ts";

const row = (over: Partial<ExecutionSummary> = {}): ExecutionSummary => ({
  id: newId("exe"),
  scriptId: newId("scr"),
  module: "login",
  name: "risk-check",
  hook: "onExecute",
  trigger: "flow",
  triggerId: null,
  version: 3,
  draftRevision: null,
  node: "risk-check",
  status: "ok",
  errorType: null,
  errorGroupId: null,
  action: "continue",
  startedAt: 1_700_000_000_123,
  runUs: 412.5,
  operations: 1_234,
  logCount: 1,
  errorMessage: null,
  logLine: "score 40",
  ...over,
});

/** Cells of a CSV text, as RFC 4180 reads them. */
function cells(text: string): string[][] {
  return text
    .replace(/^\ufeff/, "")
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((line) => line !== "")
    .map((line) =>
      line
        .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
        .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
    );
}

const messageOf = (text: string): string | undefined => cells(text)[0]?.at(-1);

describe("CSV", () => {
  test("names its columns once, at the beginning", () => {
    const one = row();
    const [head, first] = cells(exportText([one], "csv", { first: true }));
    const named = Object.fromEntries(head!.map((name, index) => [name, first![index]]));
    expect(named).toEqual({
      id: one.id,
      startedAt: "2023-11-14T22:13:20.123Z",
      script: "login/risk-check",
      hook: "onExecute",
      version: "3",
      layer: "version",
      trigger: "flow",
      triggerId: "",
      node: "risk-check",
      status: "ok",
      action: "continue",
      errorType: "",
      errorGroupId: "",
      runUs: "412.5",
      operations: "1234",
      logCount: "1",
      message: "score 40",
    });
    expect(exportText([one], "csv", { first: true }).startsWith("\ufeff")).toBe(true);
    expect(cells(exportText([one], "csv", { first: false }))).toEqual([first]);
    expect(exportText([], "csv", { first: false })).toBe("");
  });

  test.each([
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t1+1",
    "  =1+1",
    "\r1",
    "＝1+1",
  ])("%j is no formula", (logLine) => {
    expect(messageOf(exportText([row({ logLine })], "csv", { first: false }))).toBe(`'${logLine}`);
  });

  test.each([
    ["a;=1+1", "a;'=1+1"],
    ["a; @SUM(1);b", "a;' @SUM(1);b"],
    ["\t=1+1", "'\t'=1+1"],
    ["\r=1", "'\r'=1"],
    ["a\t=1+1", "a\t'=1+1"],
    ["two\n=1+1", "two\n'=1+1"],
    ["-;=1", "'-;'=1"],
    ["a, =b - c", "a, =b - c"],
  ])("%j is none for programs that end cells at semicolons or tabs, quoted or not", (logLine, safe) => {
    expect(messageOf(exportText([row({ logLine })], "csv", { first: false }))).toBe(safe);
  });

  test("quotes, commas and lines of a text stay in their cell", () => {
    for (const logLine of ['say "hi", then go', "two\r\nlines", "a,b"])
      expect(messageOf(exportText([row({ logLine })], "csv", { first: false }))).toBe(logLine);
  });
});

test("JSON lines are an object a line, as it was written", () => {
  const rows = [
    row({ errorMessage: "=no\nformula here", logLine: null, status: "error" }),
    row({ version: null }),
  ];
  const lines = exportText(rows, "jsonl", { first: true }).split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { id: rows[0]!.id, message: "=no\nformula here", status: "error", startedAt: "2023-11-14T22:13:20.123Z" },
    { id: rows[1]!.id, version: null, layer: null },
  ]);
});
