import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importAtCursor, nameAtCursor } from "./import-at-cursor.ts";

describe("a library's name at the cursor", () => {
  test.each([
    ['import { a } from "', ""],
    ['import { a } from "shared/da', "shared/da"],
    ["import * as d from 'sha", "sha"],
    ['import "shared/', "shared/"],
    ['import type { T } from "s', "s"],
    ['export * from "shared/', "shared/"],
    ['import {\n  a,\n} from "shared/', "shared/"],
    ['type T = import("shared/d', "shared/d"],
  ])("%s", (before, typed) => expect(importAtCursor(before)).toBe(typed));

  test.each([
    'import { a } from "shared/dates"',
    'const from = "',
    'log.info("from ',
    'import { a } from "shared\n',
    '// import { a } from "',
    "import { a } from ",
  ])("nowhere else: %s", (before) => expect(importAtCursor(before)).toBeNull());
});

describe("a name that may be a library's", () => {
  test.each([
    ["isWeek", "isWeek"],
    ["  if (isW", "isW"],
    ["const a: Ris", "Ris"],
    ["return !is", "is"],
    ['log.info("a", is', "is"],
    ["`a ${is", "is"],
  ])("%s", (line, name) => expect(nameAtCursor(line)).toBe(name));

  test.each([
    "context.user",
    "context.",
    '"isWeek',
    "// isWeek",
    " * isWeek",
    "import { isW",
    "const isW",
    "function isW",
    "1a",
    "",
  ])("nowhere else: %s", (line) => expect(nameAtCursor(line)).toBeNull());
});

test("whatever is typed, an import's path and a name are the end of it, and never both", () => {
  const piece = fc.constantFrom(
    "import",
    " ",
    "from",
    '"',
    "'",
    "shared/",
    "isW",
    ".",
    "//",
    "{",
    "}",
    "const",
    "`",
    "${",
    "\\",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const line = pieces.join("");
      const [path, name] = [importAtCursor(line), nameAtCursor(line)];
      if (path !== null) expect(line.endsWith(path) && !/["']/.test(path)).toBe(true);
      if (name !== null) expect(line.endsWith(name) && /^[A-Za-z_$][\w$]*$/.test(name)).toBe(true);
      expect(path !== null && name !== null, line).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
