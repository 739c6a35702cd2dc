import type { ScriptError } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refineFrame, withoutTexts } from "./refine-frame.ts";

const missing = (column: number, line = 1): ScriptError => ({
  type: "execution",
  name: "TypeError",
  message: "cannot read property 'gone' of undefined",
  stack: [{ file: "a", line, column }],
});
const place = (code: string, error: ScriptError) => refineFrame(error, () => code).stack[0];

describe("the first frame", () => {
  it("goes to the first mention after the reported place, past comments and strings", () => {
    const code = `const a = f();\nconst s = "x.gone"; // x.gone\n/* x.gone */ const b = a.b.gone;`;
    expect(place(code, missing(11))).toMatchObject({ line: 3, column: 28 });
    expect(place("x();\nreturn a['gone']", missing(1))).toMatchObject({ line: 2, column: 11 });
    expect(place("x();\nconst { gone } = a;", missing(1))).toMatchObject({ line: 2, column: 9 });
  });

  it("stays where nothing is mentioned, and where the line does not exist", () => {
    expect(place("x();", missing(2))).toMatchObject({ line: 1, column: 2 });
    expect(place("a.gone", missing(2, 9_999_999))).toMatchObject({ line: 9_999_999, column: 2 });
  });

  it("keeps every position, whatever the text", () => {
    const bits = fc.constantFrom(
      "/*",
      "*/",
      "//",
      "\n",
      '"',
      "'",
      "\\",
      "`",
      "${",
      "}",
      "a",
      " ",
      ".gone",
      "é",
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), (list) => {
        const code = list.join("");
        const left = withoutTexts(code);
        expect(left.length).toBe(code.length);
        for (let i = 0; i < code.length; i++) expect([code[i], " "]).toContain(left[i]);
        expect(left.split("\n").length).toBe(code.split("\n").length);
      }),
    );
  });

  // The old way took 5 s for a quarter of a megabyte of unclosed comments. Characters are counted, not seconds: how much of
  // the text is read does not depend on the machine.
  it.each(["/*x", "//x", '"\\"', "'x", "x.gon", "[ '", "of ", "... ", ". "])(
    "is found in one pass of bounded length: %s",
    (part) => {
      const longest = part.repeat(1_000_000 / part.length);
      let read = 0;
      const counted = new Proxy(Object(longest) as object, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key, target);
          if (key !== "slice") return typeof value === "function" ? value.bind(target) : value;
          return (from: number, to: number) => {
            const text = longest.slice(from, to);
            read += text.length;
            return text;
          };
        },
      });
      refineFrame(missing(1), () => counted as unknown as string);
      expect(read).toBeLessThanOrEqual(50_000);
    },
  );
});
