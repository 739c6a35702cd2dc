import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageById } from "../index.ts";
import { programs } from "../testing/programs.ts";
import { withShortLines } from "./short-lines.ts";

const compile = (source: string) => languageById("javascript").compile(source, "login/x");
const marks = (source: string) =>
  compile(source).diagnostics.map((d) => `${d.line}:${d.column}-${d.endColumn} ${d.message}`);

describe("many errors on one long line", () => {
  // Each of these took the square of its length; 250 kB of the first took 110 s and the memory of the process.
  test.each(["const a=1;", "return;", "'\\8';", "(function(a,a){'use strict'});"])(
    "%s costs no more than its length",
    (unit) => {
      const time = (bytes: number) => {
        const text = unit.repeat(Math.floor(bytes / unit.length));
        const started = process.cpuUsage();
        expect(compile(text).diagnostics).toHaveLength(100);
        const { user, system } = process.cpuUsage(started);
        return (user + system) / 1_000;
      };
      time(5_000);
      const small = time(10_000);
      const large = time(60_000);
      // Six times the text: the square would be 36 times the work, and seconds.
      expect(large).toBeLessThan(Math.max(20 * small, 400));
    },
  );

  test("are told at the author's places", () => {
    const unit = "const a = 1;";
    const found = marks(unit.repeat(300));
    expect(found[0]).toBe("1:7-8 Identifier `a` has already been declared");
    const returns = marks("const b = 1; return; ".repeat(300));
    expect(returns[40]).toBe(
      `1:${40 * 21 + 14}-${40 * 21 + 20} A 'return' statement can only be used within a function body`,
    );
  });

  test("a few are told from the text itself", () => {
    const long = `const data = [${"1234567890,".repeat(200)}];`;
    expect(marks(`${long} return;`)).toEqual([
      `1:${long.length + 2}-${long.length + 8} A 'return' statement can only be used within a function body`,
    ]);
  });
});

describe("breaking long lines", () => {
  const joined = programs.map(({ source }) => source.replace(/\/\/.*|\/\*\*.*\*\//g, "").replace(/\n/g, " "));

  test("real programs without line breaks stay programs", () => {
    for (const source of joined) {
      const long = `${source} /* ${" ".repeat(1_000)} */`;
      const short = withShortLines(long)!;
      expect(
        Math.max(
          ...short.text
            .split("\n")
            .slice(0, -1)
            .map((line) => line.length),
        ),
      ).toBeLessThan(400);
      const found = languageById("typescript").compile(short.text, "x").diagnostics;
      expect(found.filter((d) => d.source === "syntax")).toEqual([]);
    }
  });

  test("every character of the text keeps its place", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(";", ",", "a ", "'\\8\\n'", "`${", "}", "(", ")", "=>", "++", "😀", "/*x*/", "\n"),
        ),
        (parts) => {
          const text = parts.join("").repeat(10) + "x,".repeat(501);
          const short = withShortLines(text)!;
          expect(short.original(short.text.length)).toBe(text.length);
          let last = 0;
          for (let i = 0; i < short.text.length; i++) {
            const at = short.original(i);
            expect(at).toBeGreaterThanOrEqual(last);
            last = at;
            // What was put in stands for the place it was put at.
            if (short.text[i] !== "\n" && short.text[i] !== "\\") expect(text[at]).toBe(short.text[i]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test("texts with short lines are left alone", () => {
    expect(withShortLines("const a = 1;\n".repeat(10_000))).toBeNull();
  });
});
