import { expect, test } from "vitest";
import { paint, printable, shown } from "./terminal.ts";

/** Whatever comes from a script, a server or a file: nothing of it moves the cursor, paints, or turns text around. */
test("no control character of anybody's reaches the terminal", () => {
  const strange = /[^\P{Cc}\r\n\t]|\p{Cf}|\p{Cs}|\r(?!\n)/u;
  for (let from = 0; from <= 0x10ffff; from += 4_096) {
    const all = Array.from({ length: 4_096 }, (_, i) => String.fromCodePoint(from + i)).join("");
    // Colours are only painted where a person reads, which a test is not.
    expect(shown`${all} ${paint("red", all)}`.text).not.toMatch(strange);
  }
});

test("what was made visible says what it was, also inside JSON", () => {
  expect(printable("a\u001b[31mb\u009b\u202ec")).toBe("a\\u001b[31mb\\u009b\\u202ec");
  const value = { text: "\u009b2J\u202e\u{e0041} é\n" };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
  expect(printable("one\r\ntwo\tthree")).toBe("one\r\ntwo\tthree");
});
