import { expect, test } from "vitest";
import { parseSourcesSearch } from "./search.ts";
import { type Layer, layerState, liveWords, type ScriptSources } from "./words.ts";

const layer = (change: Partial<Layer>): Layer => ({
  layer: "file",
  present: true,
  valid: true,
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
    layer({ valid: false }),
    layer({ valid: false, active: true, keeps: "ab" }),
    layer({ layer: "default", active: true, problem: "libraries" }),
  ].map((one) => layerState(one).label);
  expect(new Set(labels).size).toBe(labels.length);
});

test("the address names a script or nothing", () => {
  expect(parseSourcesSearch({ open: "wargame/hit_simulator" })).toEqual({ open: "wargame/hit_simulator" });
  for (const open of ["../x", "a/b/c", 3, null, "A/b"]) expect(parseSourcesSearch({ open })).toEqual({});
});
