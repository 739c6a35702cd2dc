import { expect, test } from "vitest";
import { parseSourcesSearch } from "./search.ts";
import { kindWords, type Layer, layerState, liveWords, type ScriptSources, successText } from "./words.ts";

const layer = (change: Partial<Layer>): Layer => ({
  layer: "file",
  present: true,
  valid: true,
  waits: false,
  active: false,
  version: null,
  path: "wargame/x.ts",
  language: "typescript",
  sha256: null,
  changedAt: null,
  problem: null,
  diagnostics: [],
  keeps: null,
  ...change,
});
const script = (active: ScriptSources["active"], layers: Layer[]) => ({ active, layers });

test("what runs, in words", () => {
  const file = layer({ active: true });
  expect(liveWords(script("file", [file]))).toEqual({ tone: "ok", label: "file wargame/x.ts" });
  const broken = layer({ active: true, valid: false, keeps: "ab", problem: "no" });
  expect(liveWords(script("file", [broken]))).toEqual({ tone: "warn", label: "file wargame/x.ts" });
  const version = layer({ layer: "version", version: 3, path: null, active: true });
  expect(liveWords(script("version", [version]))).toEqual({ tone: "ok", label: "version 3" });
  expect(liveWords(script(null, []))).toEqual({ tone: "idle", label: "nothing" });
});

test("every state of a layer has its own words", () => {
  const labels = [
    layer({ present: false }),
    layer({ active: true }),
    layer({}),
    layer({ valid: null }),
    layer({ valid: null, waits: true }),
    layer({ valid: false }),
    layer({ valid: false, active: true, keeps: "ab" }),
    layer({ layer: "default", active: true, problem: "libraries" }),
  ].map((one) => layerState(one).label);
  expect(new Set(labels).size).toBe(labels.length);
});

test("the address names a script, a window and an order, or nothing", () => {
  expect(parseSourcesSearch({ open: "wargame/hit_simulator" })).toEqual({ open: "wargame/hit_simulator" });
  for (const open of ["../x", "a/b/c", 3, null, "A/b"]) expect(parseSourcesSearch({ open })).toEqual({});
  expect(parseSourcesSearch({ range: "7d", sort: "p95", turned: "true" })).toEqual({
    range: "7d",
    sort: "p95",
    turned: true,
  });
  expect(parseSourcesSearch({ range: "24h", sort: "constructor", turned: 1 })).toEqual({});
});

test("a share of successes never reads better than it is", () => {
  const shown = (runs: number, errors: number) => successText({ runs, errors }).replaceAll("\u2009", " ");
  expect(shown(0, 0)).toBe("–");
  expect(shown(4, 0)).toBe("100 %");
  expect(shown(4, 1)).toBe("75 %");
  expect(shown(1_000_000, 1)).toBe("99.9 %");
  expect(shown(3, 3)).toBe("0 %");
  expect(shown(10_000, 9_999)).toBe("< 0.1 %");
  expect(shown(100, 93)).toBe("7 %");
});

test("language and hook in words", () => {
  expect(kindWords({ language: "typescript", hook: "onMessage" })).toBe("TypeScript · onMessage");
  expect(kindWords({ language: "javascript", hook: null })).toBe("JavaScript · library");
  expect(kindWords({ language: null, hook: null })).toBe("no valid text");
});
