import { expect, test } from "vitest";
import { parseEditorSearch } from "./editor-search.ts";

test("the editor's address: whole positive numbers, the rest left out", () => {
  expect(
    parseEditorSearch({
      version: 12,
      line: "37",
      tab: "versions",
      sample: "",
      compare: "11..12",
      new: "onMessage",
    }),
  ).toEqual({
    new: "onMessage",
    version: 12,
    line: 37,
    tab: "versions",
    compare: "11..12",
  });
  expect(parseEditorSearch({ version: 0, line: 1.5, execution: null, panel: {} })).toEqual({});
});
