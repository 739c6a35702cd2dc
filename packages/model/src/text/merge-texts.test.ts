import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineAuthors } from "./line-authors.ts";
import { lineHunks } from "./line-hunks.ts";
import { mergeTexts } from "./merge-texts.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 14 });
const text = lines.map((list) => list.join("\n"));

test("hunks turn one text into the other", () => {
  fc.assert(
    fc.property(lines, lines, fc.constantFrom(1, 3, 1_000), (a, b, effort) => {
      let made: string[] = [];
      let at = 0;
      for (const hunk of lineHunks(a, b, effort)) {
        made = [...made, ...a.slice(at, hunk.aStart), ...b.slice(hunk.bStart, hunk.bEnd)];
        at = hunk.aEnd;
      }
      expect([...made, ...a.slice(at)]).toEqual(b);
    }),
  );
});

describe("merging", () => {
  /** Lines that occur once, so that which line was changed is beyond doubt. */
  const base = Array.from({ length: 12 }, (_, i) => `line ${i}`);
  const edit = fc.record({
    line: fc.nat({ max: base.length - 1 }),
    what: fc.constantFrom("replace", "remove", "two"),
  });
  const apply = (edits: readonly { line: number; what: string; who: string }[]): string[] =>
    base.flatMap((line, i) => {
      const found = edits.find((one) => one.line === i);
      if (!found) return [line];
      if (found.what === "remove") return [];
      return found.what === "two" ? [`${found.who} ${i}`, `${found.who} ${i}, 2`] : [`${found.who} ${i}`];
    });
  const edits = (who: string) =>
    fc
      .uniqueArray(edit, { selector: (one) => one.line, maxLength: 6 })
      .map((list) => list.map((one) => ({ ...one, who })));

  test("of changes on different lines both are applied, whoever merges", () => {
    fc.assert(
      fc.property(edits("mine"), edits("theirs"), (mine, theirs) => {
        const apart = theirs.filter((one) => !mine.some((other) => other.line === one.line));
        const [b, m, t] = [base, apply(mine), apply(apart)].map((list) => list.join("\n"));
        const both = apply([...mine, ...apart]).join("\n");
        expect(mergeTexts(b!, m!, t!).text).toBe(both);
        expect(mergeTexts(b!, t!, m!).text).toBe(both);
      }),
    );
  });

  test("different changes of one line are never merged silently, and no line of either is missing", () => {
    fc.assert(
      fc.property(edits("mine"), edits("theirs"), fc.nat({ max: 11 }), (mine, theirs, line) => {
        const clash = (list: typeof mine, who: string) => [
          ...list.filter((one) => one.line !== line),
          { line, what: "replace", who },
        ];
        const m = apply(clash(mine, "mine"));
        const t = apply(clash(theirs, "theirs"));
        const merge = mergeTexts(base.join("\n"), m.join("\n"), t.join("\n"));
        expect(merge.text).toBeNull();
        const shown = merge.parts.flatMap((part) =>
          part.kind === "settled" ? part.lines : [...part.mine, ...part.theirs],
        );
        expect(shown).toEqual(expect.arrayContaining([...m, ...t].filter((one) => !base.includes(one))));
      }),
    );
  });

  test("any texts: without a change of theirs mine stays, the same change is one, and sides may be swapped", () => {
    fc.assert(
      fc.property(text, text, text, (b, m, t) => {
        expect(mergeTexts(b, m, b).text).toBe(m);
        expect(mergeTexts(b, b, t).text).toBe(t);
        expect(mergeTexts(b, m, m).text).toBe(m);
        expect(mergeTexts(b, m, t).text).toBe(mergeTexts(b, t, m).text);
      }),
    );
  });

  test("two insertions at one place ask; one beside a changed line does not", () => {
    expect(mergeTexts("a\n", "a\nx\n", "a\ny\n").text).toBeNull();
    expect(mergeTexts("a\nb\n", "a\nx\nb\n", "A\nb\n").text).toBe("A\nx\nb\n");
    expect(mergeTexts("a\nb\nc", "a\nc", "a\nb\nx\nc").text).toBe("a\nx\nc");
    expect(mergeTexts("a\nb\nc\nd", "a\nd", "a\nb\nx\nc\nd").text).toBeNull();
  });
});

describe("whose lines", () => {
  test("each person's, as the base became the last text", () => {
    expect(
      lineAuthors("1\n2\n3", [
        { by: "ann", source: "1\ntwo\n3" },
        { by: "bob", source: "1\ntwo\n3\n4\n5" },
        { by: "ann", source: "1\ntwo\n3\n4" },
      ]),
    ).toEqual([
      { by: "ann", lines: 1 },
      { by: "bob", lines: 1 },
    ]);
  });

  test("what was changed back counts for nobody; a removed line for who removed it", () => {
    expect(
      lineAuthors("1\n2", [
        { by: "ann", source: "1" },
        { by: "bob", source: "1\n2" },
      ]),
    ).toEqual([]);
    expect(lineAuthors("1\n2", [{ by: "ann", source: "1" }])).toEqual([{ by: "ann", lines: 1 }]);
  });

  test("an undone discard gives the lines back to whom they belonged", () => {
    const texts = [
      { by: "ann", source: "1\nann" },
      { by: "bob", source: "1" },
      { by: "bob", source: "1\nann" },
    ];
    expect(lineAuthors("1", texts)).toEqual([{ by: "ann", lines: 1 }]);
  });
});
