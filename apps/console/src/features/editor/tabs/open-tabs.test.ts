import { beforeEach, expect, test } from "vitest";
import { addTab, closeTab, openTabs, tabsOfLastVisit } from "./open-tabs.ts";

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

test("with a fifty-first tab the first one closes, and the next visit finds the fifty and those of other realms", () => {
  addTab("beta", tab("a"));
  for (let at = 0; at <= 50; at += 1) addTab("acme", tab(`s${at}`));
  const names = (all: typeof openTabs) => all.get().acme?.map((t) => t.name);
  expect(names(openTabs)).toEqual(Array.from({ length: 50 }, (_, at) => `s${at + 1}`));
  const again = tabsOfLastVisit();
  expect(names(again)).toEqual(names(openTabs));
  expect(again.get().beta).toEqual([tab("a")]);
});

test("what another release or person left in the storage costs the tabs that can be read nothing", () => {
  const tooMany = Array.from({ length: 80 }, (_, at) => tab(`s${at}`));
  const kept = { acme: [tab("a"), { module: 7 }, null, tab("b")], beta: "none", gamma: tooMany };
  localStorage.setItem("scriptyard.editor.tabs", JSON.stringify(kept));
  const { acme, beta, gamma } = tabsOfLastVisit().get();
  expect([acme, beta, gamma?.length, gamma?.at(-1)]).toEqual([[tab("a"), tab("b")], [], 50, tab("s79")]);
});
