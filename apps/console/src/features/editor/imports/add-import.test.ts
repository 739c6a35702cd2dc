import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addImport, type Insertion, importedNames } from "./add-import.ts";

const weekend = { name: "isWeekend", specifier: "shared/dates", kind: "function" };
const day = { name: "Day", specifier: "shared/dates", kind: "type" };

function written(text: string, insertion: Insertion | null): string | null {
  if (insertion === null) return null;
  const lines = text.split("\n");
  // A line after the last one is the end of the text.
  while (lines.length < insertion.line) lines.push("");
  const line = lines[insertion.line - 1]!;
  lines[insertion.line - 1] =
    line.slice(0, insertion.column - 1) + insertion.text + line.slice(insertion.column - 1);
  return lines.join("\n");
}
const after = (text: string, what = weekend, language = "typescript") =>
  written(text, addImport(text, what, language));

describe("the import of a name", () => {
  test.each([
    ["isW", 'import { isWeekend } from "shared/dates";\nisW'],
    [
      'import { a } from "shared/a";\n\nisW',
      'import { a } from "shared/a";\nimport { isWeekend } from "shared/dates";\n\nisW',
    ],
    ['import { a } from "shared/dates";\nisW', 'import { a, isWeekend } from "shared/dates";\nisW'],
    ['import {} from "shared/dates";\n', 'import { isWeekend } from "shared/dates";\n'],
    [
      'import {\n  a,\n  b,\n} from "shared/dates";\n',
      'import {\n  a,\n  b, isWeekend,\n} from "shared/dates";\n',
    ],
    [
      'import type { Day } from "shared/dates";\nisW',
      'import type { Day } from "shared/dates";\nimport { isWeekend } from "shared/dates";\nisW',
    ],
    [
      'import {\n  a,\n} from "shared/a";\nisW',
      'import {\n  a,\n} from "shared/a";\nimport { isWeekend } from "shared/dates";\nisW',
    ],
    [
      "import { a } from 'shared/a'\nisW",
      "import { a } from 'shared/a'\nimport { isWeekend } from 'shared/dates';\nisW",
    ],
    ["#!/x\nisW", '#!/x\nimport { isWeekend } from "shared/dates";\nisW'],
  ])("%j", (text, expected) => expect(after(text)).toBe(expected));

  test("is not written twice", () => {
    expect(after('import { a as b, isWeekend } from "shared/dates";')).toBeNull();
  });

  test("of a type says so, in TypeScript", () => {
    expect(after("D", day)).toBe('import type { Day } from "shared/dates";\nD');
    expect(after('import { a } from "shared/dates";', day)).toBe(
      'import { a, type Day } from "shared/dates";',
    );
    expect(after('import type { A } from "shared/dates";', day)).toBe(
      'import type { A, Day } from "shared/dates";',
    );
  });
});

test("names that a text has already, as it calls them", () => {
  const text = 'import type { A } from "s/a";\nimport x, { b as c, type D } from "s/b";\n';
  expect([...importedNames(text)]).toEqual(["A", "c", "D"]);
});

test("a name that was added is there, once, and the imports that were there stay", () => {
  const name = fc.constantFrom("isWeekend", "a", "b", "Day");
  const specifier = fc.constantFrom("shared/dates", "shared/a");
  const statement = fc
    .record({
      type: fc.boolean(),
      names: fc.uniqueArray(fc.constantFrom("a", "b", "type C", "x as y"), { maxLength: 3 }),
      comma: fc.boolean(),
      lines: fc.boolean(),
      specifier,
    })
    .map(({ type, names, comma, lines, specifier: from }) => {
      const list = names.join(lines ? ",\n  " : ", ") + (comma && names.length > 0 ? "," : "");
      return `import ${type ? "type " : ""}{${lines ? "\n  " : " "}${list}${lines ? "\n" : " "}} from "${from}";`;
    });
  const rest = fc.constantFrom("", "\nreturn 1;\n", '\nlog.info("from x");\n');
  fc.assert(
    fc.property(
      fc.array(statement, { maxLength: 3 }),
      rest,
      name,
      specifier,
      (statements, end, wanted, from) => {
        const text = statements.join("\n") + end;
        const what = { name: wanted, specifier: from, kind: "value" };
        const done = after(text, what);
        if (done === null) {
          expect(importedNames(text)).toContain(wanted);
          return;
        }
        expect(importedNames(done)).toContain(wanted);
        expect(addImport(done, what, "typescript")).toBeNull();
        for (const before of importedNames(text)) expect(importedNames(done)).toContain(before);
        // Nothing was taken out: without what came it is the text that was there.
        expect(done.replaceAll(/\s/g, "").length).toBeGreaterThan(text.replaceAll(/\s/g, "").length);
        expect(done).not.toMatch(/\{\s*,|,\s*,/);
      },
    ),
    { numRuns: 500 },
  );
});
