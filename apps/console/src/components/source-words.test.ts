import { expect, test } from "vitest";
import { aLayer } from "../testing/layer.ts";
import { type Layer, liveWords, type ScriptSources } from "./source-words.ts";

const script = (active: ScriptSources["active"], layers: Layer[]) => ({ active, layers });

test("what runs, in words", () => {
  const file = aLayer({ active: true });
  expect(liveWords(script("file", [file]))).toEqual({ tone: "ok", label: "file wargame/x.ts" });
  const broken = aLayer({ active: true, valid: false, keeps: "ab", problem: "no" });
  expect(liveWords(script("file", [broken]))).toEqual({ tone: "warn", label: "file wargame/x.ts" });
  const version = aLayer({ layer: "version", version: 3, path: null, active: true });
  expect(liveWords(script("version", [version]))).toEqual({ tone: "ok", label: "version 3" });
  expect(liveWords(script(null, []))).toEqual({ tone: "idle", label: "nothing" });
});
