import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { createStore, createStoreFamily } from "../../../app/store.ts";
import { keptFor, rememberedStore } from "./remembered.ts";

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test("a store tells of each change once, and of none where nothing changed", () => {
  const store = createStore({ a: 1, b: 2 });
  const heard = vi.fn();
  const stop = store.subscribe(heard);
  store.set({ a: 3 });
  store.set((now) => now);
  expect([store.get(), heard.mock.calls.length]).toEqual([{ a: 3, b: 2 }, 1]);
  stop();
  store.set({ b: 4 });
  expect([store.get(), heard.mock.calls.length]).toEqual([{ a: 3, b: 4 }, 1]);
});

test("each key of a family has a store of its own, and the same one each time", () => {
  const family = createStoreFamily(() => ({ n: 0 }));
  family("a").set({ n: 1 });
  expect([family("a").get().n, family("b").get().n, family("constructor").get().n]).toEqual([1, 0, 0]);
  expect(family("a")).toBe(family("a"));
});

const parse = (value: unknown) => {
  if (typeof value !== "object" || value === null || !("width" in value) || typeof value.width !== "number")
    throw new Error("no sizes");
  return { width: value.width };
};

test("what is remembered is there at the next visit; what somebody else left there is not", () => {
  rememberedStore("sizes", { width: 200 }, parse).set({ width: 300 });
  expect(rememberedStore("sizes", { width: 200 }, parse).get()).toEqual({ width: 300 });
  const foreign = fc.oneof(fc.string(), fc.json(), fc.constantFrom("null", '{"width":"wide"}', "{"));
  fc.assert(
    fc.property(foreign, (text) => {
      localStorage.setItem("sizes", text);
      const { width } = rememberedStore("sizes", { width: 200 }, parse).get();
      expect(typeof width).toBe("number");
    }),
  );
});

test("a storage that is full or forbidden costs the memory, not the page", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const store = rememberedStore("sizes", { width: 200 }, parse);
  expect(() => store.set({ width: 300 })).not.toThrow();
  expect(store.get()).toEqual({ width: 300 });
});

test("nothing is kept under a name that every object has", () => {
  const kept: { [name: string]: number } = { a: 1 };
  expect(["a", "b", "constructor", "__proto__", "toString"].map((name) => keptFor(kept, name))).toEqual([
    1,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
