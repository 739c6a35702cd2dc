import { expect, test } from "vitest";
import type { ScriptItem } from "../server/types.ts";
import { scriptDot, treeModules } from "./tree-model.ts";

const item = (module: string, name: string, change: Partial<ScriptItem> = {}) =>
  ({
    module,
    name,
    description: "",
    hook: "onExecute",
    status: "live",
    liveVersion: 3,
    changedLines: 0,
    failures: 0,
    liveLayer: "version",
    ...change,
  }) as ScriptItem;

const items = [
  item("login", "risk-check"),
  item("login", "welcome"),
  item("shared", "dates", { hook: null }),
];

test("grouped by module, filtered by every word", () => {
  expect(treeModules(items, "").map((m) => [m.module, m.items.length])).toEqual([
    ["login", 2],
    ["shared", 1],
  ]);
  expect(treeModules(items, "LOGIN risk").map((m) => m.items.map((i) => i.name))).toEqual([["risk-check"]]);
  expect(treeModules(items, "library").map((m) => m.module)).toEqual(["shared"]);
  expect(treeModules(items, "nothing like it")).toEqual([]);
});

test("the dot in words", () => {
  expect(scriptDot(item("a", "b"))).toEqual({ tone: "ok", label: "live v3" });
  expect(scriptDot(item("a", "b", { status: "live-with-changes", changedLines: 1 })).label).toBe(
    "live v3, 1 change",
  );
  const unpublished = { status: "never-published", liveVersion: null } as const;
  expect(scriptDot(item("a", "b", { ...unpublished, liveLayer: "file" })).label).toBe("live file");
  expect(scriptDot(item("a", "b", { ...unpublished, liveLayer: null })).label).toBe("never published");
  // How it runs is told beside it: a dot means what is live.
  expect(scriptDot(item("a", "b", { failures: 2 }))).toEqual({
    tone: "ok",
    label: "live v3, 2 failures in the last hour",
  });
});
