import { scriptOrderNames } from "@scriptyard/model";
import { expect, test } from "vitest";
import { aLayer } from "../../testing/layer.ts";
import { directionOf, parseSourcesSearch } from "./search.ts";
import { kindWords, layerState, runsWords, type ScriptStatus, successText } from "./words.ts";

test("every state of a layer has its own words", () => {
  const labels = [
    aLayer({ present: false }),
    aLayer({ active: true }),
    aLayer({}),
    aLayer({ valid: null }),
    aLayer({ valid: null, waits: true }),
    aLayer({ valid: false }),
    aLayer({ valid: false, active: true, keeps: "ab" }),
    aLayer({ layer: "default", active: true, problem: "libraries" }),
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
  const runs = { scriptId: "scr_1", problem: null } as const;
  expect(kindWords({ language: "typescript", hook: "onMessage", ...runs })).toBe("TypeScript · onMessage");
  expect(kindWords({ language: "javascript", hook: null, ...runs })).toBe("JavaScript · library");
});

test("a script that runs nothing says why: a draft that nobody published is not invalid", () => {
  const none = { language: null, hook: null };
  const draft = { scriptId: "scr_1", problem: null } as const;
  expect(kindWords({ ...none, ...draft, hook: "onExecute" })).toBe("nothing live · onExecute");
  expect(kindWords({ ...none, ...draft })).toBe("nothing live · library");
  expect(kindWords({ ...none, scriptId: null, problem: null })).toBe("not checked yet");
  expect(kindWords({ ...none, scriptId: null, problem: "';' expected." })).toBe("no valid text");
});

test("digits that the router reads as a number are a part of a name all the same", () => {
  expect(parseSourcesSearch({ text: 2024 })).toEqual({ text: "2024" });
  expect(parseSourcesSearch({ text: "  " })).toEqual({});
  expect(parseSourcesSearch({ text: "x".repeat(1_000) }).text).toHaveLength(200);
});

test("a column turned twice is as it was, and each says where it begins", () => {
  for (const order of scriptOrderNames) {
    expect(new Set([directionOf(order, false), directionOf(order, true)]).size).toBe(2);
    expect(parseSourcesSearch({ sort: order })).toEqual({ sort: order });
  }
  // Names from a to z, figures with the largest first.
  expect([directionOf("script", false), directionOf("runs", false)]).toEqual(["ascending", "descending"]);
});

test("what runs is said by where it comes from, and what is wrong with it by more than a colour", () => {
  const row = { layer: "version", version: 3, path: null, problem: null } as never as ScriptStatus;
  expect(runsWords(row)).toEqual({ tone: "ok", label: "version 3" });
  expect(runsWords({ ...row, layer: "file", path: "login/a.ts", problem: "old" })).toEqual({
    tone: "warn",
    label: "file login/a.ts",
  });
  expect(runsWords({ ...row, layer: "default" }).label).toBe("default");
  expect(runsWords({ ...row, layer: null })).toEqual({ tone: "idle", label: "nothing" });
  expect(runsWords({ ...row, layer: null, problem: "not valid" }).tone).toBe("error");
});
