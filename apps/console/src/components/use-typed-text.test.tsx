import { act, renderHook } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTypedText } from "./use-typed-text.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** A field, and an address that follows when it is told to. */
function field(pauseMs = 0) {
  const asked: string[] = [];
  const { result, rerender } = renderHook(
    ({ text }) => useTypedText(text, (next) => asked.push(next), pauseMs),
    { initialProps: { text: "" } },
  );
  return {
    asked,
    shown: () => result.current[0],
    type: (text: string) => act(() => result.current[1](text)),
    addressBecomes: (text: string) => rerender({ text }),
  };
}

test("letters stay as they are typed, however late the address follows, and whatever it leaves out", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      fc.nat(),
      (texts, seed) => {
        const { asked, shown, type, addressBecomes } = field();
        let echoed = 0;
        for (const [at, text] of texts.entries()) {
          type(text);
          expect(shown()).toBe(text);
          // Some of what was asked for has come into the address by now.
          while (echoed < asked.length && (seed >> at) % 2 === 1) addressBecomes(asked[echoed++]!);
          expect(shown()).toBe(text);
        }
        addressBecomes(asked.at(-1)!);
        expect(shown()).toBe(texts.at(-1));
        expect(asked).toEqual(texts.map((text) => text.trim()));
      },
    ),
    { numRuns: 50 },
  );
});

test("an address that changed by itself is shown, also one that was typed before", () => {
  const { shown, type, addressBecomes } = field();
  type("risk");
  addressBecomes("risk");
  addressBecomes("from a link");
  expect(shown()).toBe("from a link");
  addressBecomes("risk");
  expect(shown()).toBe("risk");
});

test("where a pause is waited for, only the last text is asked for, and letters under way stay meanwhile", () => {
  const { asked, shown, type } = field(250);
  for (const text of ["r", "ri", "ris "]) type(text);
  act(() => void vi.advanceTimersByTime(249));
  expect([asked, shown()]).toEqual([[], "ris "]);
  act(() => void vi.advanceTimersByTime(1));
  expect([asked, shown()]).toEqual([["ris"], "ris "]);
});
