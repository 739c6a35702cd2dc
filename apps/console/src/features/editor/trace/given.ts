import type { TraceAnswer } from "../server/types.ts";

const site = (line: number, fn: number) => ({
  line,
  column: 3,
  endLine: line,
  endColumn: 9,
  fn,
  kind: "statement" as const,
});

/** Of `f` (lines 1 to 4, calls `g` in line 2) and `g` (line 7): it writes `a`, calls, writes `b`, logs and fails. */
export function aTrace(change: Partial<TraceAnswer> = {}): TraceAnswer {
  const words = [
    ...[0 * 8 + 2, 0, 1],
    ...[0 * 8],
    ...[0 * 8 + 3, 1, 4, 7],
    ...[1 * 8],
    ...[1 * 8 + 2, 1, 2],
    ...[1 * 8 + 3, 2, 6, 0, 300],
    ...[4 * 8],
    ...[1 * 8 + 1],
    ...[2 * 8],
    ...[0 * 8 + 3, 1, 4, 8],
  ];
  return {
    executionId: "exe_1",
    status: "error",
    error: null,
    logs: [],
    effects: [],
    texts: [
      { specifier: "risk/check", language: "javascript", text: "function f() {\n  a = g();\n  b\n}\n" },
    ],
    tables: {
      modules: ["risk/check"],
      functions: [
        { module: 0, name: "f", line: 1, column: 1 },
        { module: 0, name: "g", line: 6, column: 1 },
      ],
      sites: [site(1, 0), site(2, 0), site(3, 0), site(4, 0), site(7, 1)],
      variables: [
        { name: "a", module: 0, fn: 0 },
        { name: "b", module: 0, fn: 1 },
      ],
    },
    trace: {
      words: btoa(String.fromCharCode(...new Uint8Array(Int32Array.from(words).buffer))),
      texts: ["hello"],
      marks: [0, 0, words.length],
      gap: null,
    },
    diverged: [],
    sameNumbers: true,
    ...change,
  };
}
