import { wordsOf } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitting, type PaletteEntry, stepped } from "./entries.ts";

const entry = (id: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id,
  label: id,
  run: () => {},
  ...more,
});

test("every word has to occur in label or description; answers of the server are there whatever they say", () => {
  const groups = [
    { group: "A", entries: [entry("Open it", { description: "Now" }), entry("Other", { answers: true })] },
    { group: "B", entries: [entry("Close")] },
  ];
  const labels = (query: string) =>
    fitting(groups, wordsOf(query)).map(({ group, entries }) => [group, entries.map((one) => one.label)]);
  expect(labels(" now OPEN ")).toEqual([["A", ["Open it", "Other"]]]);
  expect(labels("")).toEqual([
    ["A", ["Open it", "Other"]],
    ["B", ["Close"]],
  ]);
});

test("sources that give the same name to what they find make one group, where the first of them stands", () => {
  const groups = [
    { group: "Executions", entries: [entry("Pause")] },
    { group: "Pages", entries: [entry("Overview")] },
    { group: "Executions", entries: [entry("Export")] },
    { group: "Errors", entries: [] },
  ];
  expect(fitting(groups, []).map(({ group, entries }) => [group, entries.map((one) => one.label)])).toEqual([
    ["Executions", ["Pause", "Export"]],
    ["Pages", ["Overview"]],
  ]);
});

test("steps reach everything that can be done, and nothing else", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
      fc.constantFrom<1 | -1>(1, -1),
      (able, step) => {
        const entries = able.map((can, n) => entry(`e${n}`, { blocked: can ? null : "no" }));
        const wanted = entries.filter((one) => !one.blocked).map((one) => one.id);
        const seen: string[] = [];
        let at: string | undefined;
        for (const _ of wanted) {
          at = stepped(entries, at, step)?.id;
          if (at !== undefined) seen.push(at);
        }
        expect(seen.sort()).toEqual(wanted.sort());
        if (wanted.length === 0) expect(stepped(entries, undefined, step)).toBeUndefined();
      },
    ),
  );
});
