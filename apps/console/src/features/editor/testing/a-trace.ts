import type { TraceAnswer } from "../server/types.ts";

const site = (line: number, fn: number) => ({
  line,
  column: 3,
  endLine: line,
  endColumn: 9,
  fn,
  kind: "statement" as const,
});

// As the recorder writes them, see `readTrace`.
const step = (place: number) => place * 8;
const to = (call: number) => [call * 8 + 1];
const enter = (fn: number, outer: number, call: number) => [fn * 8 + 2, outer, call];
const int = (variable: number, call: number, value: number) => [variable * 8 + 3, call, 4, value];
const text = (variable: number, call: number, number: number, length: number) => [
  variable * 8 + 3,
  call,
  6,
  number,
  length,
];

/** Of `f` (lines 1 to 4, calls `g` in line 2) and `g` (line 7): it writes `a`, calls, writes `b`, logs and fails. */
export function aTrace(change: Partial<TraceAnswer> = {}): TraceAnswer {
  const words = [
    ...enter(0, 0, 1),
    step(0),
    ...int(0, 1, 7),
    step(1),
    ...enter(1, 1, 2),
    ...text(1, 2, 0, 300),
    step(4),
    ...to(1),
    step(2),
    ...int(0, 1, 8),
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
    recordedStop: null,
    untraced: null,
    sameNumbers: true,
    ...change,
  };
}
