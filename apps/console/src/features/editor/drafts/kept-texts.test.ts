import { expect, test } from "vitest";
import { createKeptTexts } from "./kept-texts.ts";

class MemoryStorage {
  map = new Map<string, string>();
  full = false;
  get length() {
    return this.map.size;
  }
  key(index: number) {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.map.set(key, value);
  }
  removeItem(key: string) {
    this.map.delete(key);
  }
}

const text = (source: string) => ({ source, baseRevision: 1, unacked: [] });

function tabs(storage = new MemoryStorage()) {
  let time = 0;
  const open = (tab: string, userId = "usr_1") =>
    createKeptTexts({ storage, userId, tab, now: () => ++time });
  return { storage, open };
}

test("a tab gets its own text back, also when a newer one of another tab exists", () => {
  const { open } = tabs();
  open("a").keep("scr_1", text("of a"));
  open("b").keep("scr_1", text("of b"));
  expect(open("a").take("scr_1", new Set())?.source).toBe("of a");
});

test("the text of a tab that is gone is taken over, that of an open one is not", () => {
  const { open } = tabs();
  open("a").keep("scr_1", text("of a"));
  expect(open("b").take("scr_1", new Set(["a"]))).toBeNull();
  expect(open("b").take("scr_1", new Set())?.source).toBe("of a");
  expect(
    open("a")
      .others("scr_1")
      .map((e) => e.tab),
  ).toEqual(["b"]);
  open("b").forget("scr_1");
  expect(open("c").take("scr_1", new Set())).toBeNull();
});

test("texts of another user and broken entries are left alone", () => {
  const { open, storage } = tabs();
  open("a", "usr_2").keep("scr_1", text("secret"));
  storage.setItem("scriptyard.draft/usr_1/scr_1/x", "{broken");
  expect(open("a").take("scr_1", new Set())).toBeNull();
});

test("a full storage is reported, not thrown", () => {
  const { open, storage } = tabs();
  storage.full = true;
  expect(open("a").keep("scr_1", text("x"))).toBe(false);
});

test("texts left behind by a conflict are kept, newest first, a few", () => {
  const { open } = tabs();
  const kept = open("a");
  for (const source of ["1", "2", "3", "4", "5", "6", "2"]) kept.setAside("scr_1", source);
  expect(
    open("b")
      .asides("scr_1")
      .map((a) => a.source),
  ).toEqual(["2", "6", "5", "4", "3"]);
  expect(open("a").take("scr_1", new Set())).toBeNull();
});
