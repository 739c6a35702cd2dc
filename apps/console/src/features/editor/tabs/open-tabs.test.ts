import { beforeEach, expect, test } from "vitest";
import { addTab, closeTab, openTabs } from "./open-tabs.ts";

const tab = (name: string) => ({ module: "login", name });

beforeEach(() => openTabs.set(() => ({})));

test("a script has one tab, and closing brings its neighbour to the front", () => {
  for (const name of ["a", "b", "c", "b"]) addTab("acme", tab(name));
  expect(openTabs.get().acme?.map((t) => t.name)).toEqual(["a", "b", "c"]);
  expect(closeTab("acme", tab("b"))).toEqual(tab("c"));
  expect(closeTab("acme", tab("c"))).toEqual(tab("a"));
  expect(closeTab("acme", tab("a"))).toBeNull();
});

test("tabs of another realm stay", () => {
  addTab("acme", tab("a"));
  addTab("beta", tab("a"));
  closeTab("acme", tab("a"));
  expect(openTabs.get().beta).toEqual([tab("a")]);
});
