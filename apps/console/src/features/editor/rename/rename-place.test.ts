import { hostDeclarationsUri } from "@scriptyard/languages/editor";
import { expect, test } from "vitest";
import { type KnownPlace, refusalOf } from "./rename-place.ts";

const script = "file:///realm/acme/shared/dates.ts";

test.each<[string, KnownPlace, string | null]>([
  ["isWeekend", { canRename: true, declaredIn: [script] }, null],
  ["free", { canRename: true, declaredIn: [] }, null],
  [
    "return",
    { canRename: false, declaredIn: [] },
    "Nothing can be renamed here: return is no name of a script.",
  ],
  [
    "log",
    { canRename: true, declaredIn: [hostDeclarationsUri] },
    "log is declared by the product, not by a script.",
  ],
  [
    "JSON",
    { canRename: true, declaredIn: ["lib.es5.d.ts"] },
    "JSON is declared by the language, not by a script.",
  ],
  ["merged", { canRename: true, declaredIn: ["lib.es5.d.ts", script] }, null],
])("a rename of %s is refused before a name is asked for, where it cannot be", (word, place, refusal) => {
  expect(refusalOf(word, place)).toBe(refusal);
});
