import type { Layer } from "../components/source-words.ts";

/** A file that is there and valid, but for what a test is about. */
export const aLayer = (change: Partial<Layer>): Layer => ({
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
