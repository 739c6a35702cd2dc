import { countStates } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScriptItem } from "../server/types.ts";
import { moduleDot, scriptDot, treeModules } from "./tree-model.ts";

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

test("what was found stands by module, in the order in which it was found", () => {
  const found = [item("shared", "dates"), item("login", "welcome"), item("shared", "a")];
  expect(treeModules(found).map((m) => [m.module, m.items.map(({ name }) => name)])).toEqual([
    ["shared", ["dates", "a"]],
    ["login", ["welcome"]],
  ]);
});

const unpublished = { status: "never-published", liveVersion: null } as const;

test("the dot in words", () => {
  expect(scriptDot(item("a", "b"))).toEqual({ tone: "ok", label: "live v3" });
  expect(scriptDot(item("a", "b", { status: "live-with-changes", changedLines: 1 })).label).toBe(
    "live v3, 1 change",
  );
  expect(scriptDot(item("a", "b", { ...unpublished, liveLayer: "file" })).label).toBe("live file");
  expect(scriptDot(item("a", "b", { ...unpublished, liveLayer: null })).label).toBe("never published");
  const retired = { status: "retired", liveVersion: null } as const;
  expect(scriptDot(item("a", "b", { ...retired, liveLayer: null })).label).toBe("retired");
  expect(scriptDot(item("a", "b", { ...retired, liveLayer: "default" })).label).toBe("live default");
  // How it runs is told beside it: a dot means what is live.
  expect(scriptDot(item("a", "b", { failures: 2 }))).toEqual({
    tone: "ok",
    label: "live v3, 2 failures in the last hour",
  });
});

test("a module's dot in words", () => {
  const counted = { scripts: 3, live: 3, changed: 0, failing: 0 };
  expect(moduleDot(counted)).toEqual({ tone: "ok", label: "3 scripts, all live" });
  expect(moduleDot({ ...counted, live: 2, changed: 1, failing: 1 })).toEqual({
    tone: "warn",
    label: "3 scripts, 2 live, 1 with changes, 1 failed in the last hour",
  });
  expect(moduleDot({ ...counted, scripts: 1, live: 0 })).toEqual({
    tone: "idle",
    label: "1 script, nothing live",
  });
});

test("a module's dot is the gravest of its scripts' dots", () => {
  const script = fc.constantFrom(
    item("a", "live"),
    item("a", "changed", { status: "live-with-changes", changedLines: 2, failures: 1 }),
    item("a", "file", { ...unpublished, liveLayer: "file" }),
    item("a", "new", { ...unpublished, liveLayer: null }),
  );
  fc.assert(
    fc.property(fc.array(script, { minLength: 1 }), (items) => {
      const tones = items.map((one) => scriptDot(one).tone);
      const gravest = (["warn", "ok", "idle"] as const).find((tone) => tones.includes(tone));
      expect(moduleDot(countStates(items)).tone).toBe(gravest);
    }),
  );
});
