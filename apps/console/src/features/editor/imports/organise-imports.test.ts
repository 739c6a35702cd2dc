import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { organiseImports } from "./organise-imports.ts";

/** The text afterwards; the same where nothing is to be done. */
function after(text: string): string {
  const change = organiseImports(text);
  return change === null ? text : text.slice(0, change.start) + change.text + text.slice(change.end);
}

describe("imports in order", () => {
  test.each([
    ["names", 'import { b, a } from "x/y";\na(b);', 'import { a, b } from "x/y";\na(b);'],
    [
      "libraries, and one line for each",
      'import { c } from "z/z";\n\nimport { b } from "a/a";\nimport { a } from "z/z"\na(b, c);',
      'import { b } from "a/a";\nimport { a, c } from "z/z";\na(b, c);',
    ],
    [
      "types beside values",
      'import type { T } from "x/y";\nimport { a, type U } from "x/y";\na as T as U;',
      'import { a, type U } from "x/y";\nimport type { T } from "x/y";\na as T as U;',
    ],
    [
      "what nothing mentions goes, by the name that the text has for it",
      'import { a as b, c as d, unused } from "x/y";\nd(a);',
      'import { c as d } from "x/y";\nd(a);',
    ],
    ["a library of which nothing is used", 'import { a } from "x/y";\nfoo();', "foo();"],
    ["the quotes that are there", "import { b, a } from 'x/y';\na(b);", "import { a, b } from 'x/y';\na(b);"],
    [
      "lines as they end there",
      'import { b, a } from "x/y";\r\na(b);\r\n',
      'import { a, b } from "x/y";\r\na(b);\r\n',
    ],
    [
      "what a text begins with stays",
      '// Risk.\nimport { b, a } from "x/y";\na(b);',
      '// Risk.\nimport { a, b } from "x/y";\na(b);',
    ],
  ])("%s", (_, text, organised) => {
    expect(after(text)).toBe(organised);
    // Once more changes nothing.
    expect(organiseImports(organised)).toBeNull();
  });

  test("many names get a line each", () => {
    const names = Array.from({ length: 20 }, (_, n) => `name${n + 10}`);
    const text = `import { ${names.join(", ")} } from "shared/names";\nuse(${names.join(", ")});\n`;
    expect(after(text)).toBe(
      `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "shared/names";\nuse(${names.join(", ")});\n`,
    );
  });

  test.each([
    ["nothing to import", "export const a = 1;"],
    ["in order already", 'import { a } from "x/y";\na();'],
    ["a comment among the names", 'import { b, /* first */ a } from "x/y";\na(b);'],
    [
      "another kind of import among them",
      'import { b, a } from "x/y";\nimport * as all from "z/z";\na(b, all);',
    ],
    ["an import for its effect", 'import "x/y";\nimport { b, a } from "x/y";\na(b);'],
    ["a name written by escapes", 'import { a } from "x/y";\n\\u0061();'],
    ["a name that is still being typed", 'import { b as, a } from "x/y";\na();'],
    ["in a text of several lines", 'const t = `\nimport { b, a } from "x/y";\n`;'],
    ["in a comment", '/*\nimport { b, a } from "x/y";\n*/\na(b);'],
    ["half of an import", 'import { b, a from "x/y";\na(b);'],
  ])("is left alone: %s", (_, text) => {
    expect(after(text)).toBe(text);
  });
});

const name = fc.constantFrom("a", "b", "c", "d", "type A", "type B", "a as x", "b as y");
const line = fc.record({
  type: fc.boolean(),
  names: fc.uniqueArray(name, { maxLength: 5 }),
  specifier: fc.constantFrom("a/a", "b/b", "shared/risk"),
});

test("of any imports every name that is used is still imported from where it was, and twice is once", () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.uniqueArray(fc.constantFrom<string>("a", "b", "c", "A", "x"), { maxLength: 5 }),
      (lines, used) => {
        const written = lines.map(({ type, names, specifier }) => {
          const inside = type ? names.map((one) => one.replace(/^type /, "")) : names;
          return `import ${type ? "type " : ""}{ ${inside.join(", ")} } from "${specifier}";\n`;
        });
        const text = `${written.join("")}\nuse(${used.join(", ")});\n`;
        const organised = after(text);
        const pairs = (of: string) =>
          new Set(
            [...of.matchAll(/import (type )?\{([^}]*)\} from "([^"]+)"/g)].flatMap(
              ([, type, list = "", from]) =>
                list
                  .split(",")
                  .map((one) => one.trim())
                  .filter(Boolean)
                  .filter((one) =>
                    used.includes(
                      one
                        .replace(/^type /, "")
                        .split(" as ")
                        .at(-1) ?? "",
                    ),
                  )
                  .map((one) => `${type ?? ""}${one} ${from}`),
            ),
          );
        expect(pairs(organised)).toEqual(pairs(text));
        expect(after(organised)).toBe(organised);
        expect(organised.endsWith(`use(${used.join(", ")});\n`)).toBe(true);
      },
    ),
  );
});

test("any text is answered, and what is not imports stays as it is", () => {
  const part = fc.constantFrom(
    "import ",
    "{",
    "}",
    "a",
    ",",
    " from ",
    '"x/y"',
    ";",
    "\n",
    "type ",
    " as ",
    "//",
    "/*",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      const change = organiseImports(text);
      if (change === null) return;
      expect(text.slice(change.start, change.end)).toMatch(/^import\b/);
      expect(after(after(text))).toBe(after(text));
    }),
  );
});
