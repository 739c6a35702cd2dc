import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bottomPanels,
  type CompareSide,
  type EditorSearch,
  formatCompare,
  parseCompare,
  parseEditorSearch,
  railTabs,
} from "./editor-search.ts";

const side = fc.oneof(
  fc.constantFrom<CompareSide>("draft", "live", "r12"),
  fc.integer({ min: 1, max: 999_999 }),
);
const comparison = fc.record({ from: side, to: side }).filter(({ from, to }) => from !== to);

const search: fc.Arbitrary<EditorSearch> = fc.record(
  {
    version: fc.integer({ min: 1, max: 999_999 }),
    line: fc.integer({ min: 1, max: 999_999 }),
    execution: fc.stringMatching(/^[0-9a-z]{26}$/).map((s) => `exe_${s}`),
    traced: fc.stringMatching(/^[0-9a-z]{26}$/).map((s) => `exe_${s}`),
    step: fc.integer({ min: 1, max: 999_999 }),
    tab: fc.constantFrom(...railTabs),
    panel: fc.constantFrom(...bottomPanels),
    sample: fc.stringMatching(/^[0-9a-z]{26}$/).map((s) => `smp_${s}`),
    compare: comparison.map(formatCompare),
    new: fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,59}$/),
    rollback: fc.integer({ min: 1, max: 999_999 }),
    retire: fc.integer({ min: 1, max: 999_999 }),
    error: fc.stringMatching(/^[0-9a-z]{26}$/).map((s) => `erg_${s}` as const),
  },
  { requiredKeys: [] },
);

test("what is written to the address is read back, as JSON values and as text", () => {
  fc.assert(
    fc.property(search, (value) => {
      expect(parseEditorSearch({ ...value })).toEqual(value);
      const asText = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]));
      expect(parseEditorSearch(asText)).toEqual(value);
    }),
  );
});

test("any address opens the editor: nonsense is dropped, never thrown", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("version", "line", "execution", "tab", "compare"), fc.anything()),
      (raw) => {
        const parsed = parseEditorSearch(raw);
        expect(parseEditorSearch({ ...parsed })).toEqual(parsed);
      },
    ),
  );
  expect(parseEditorSearch({ version: "-1", line: "x", tab: "nope", compare: "3...3" })).toEqual({});
});

test("comparisons", () => {
  expect(parseCompare("3...5")).toEqual({ from: 3, to: 5 });
  expect(parseCompare("live...draft")).toEqual({ from: "live", to: "draft" });
  for (const bad of ["3..5", "0...1", "...", "3...", "draft...draft"]) expect(parseCompare(bad)).toBeNull();
});
