import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventParser, type SentEvent } from "./parse.ts";

const line = fc.string({ unit: fc.constantFrom("a", ":", " ", "ü", "{", '"', "𝄞"), maxLength: 12 });
const event = fc.record({
  id: fc.option(line.filter((text) => !text.startsWith(" "))),
  type: fc.option(fc.constantFrom("execution", "gap")),
  data: fc.array(line, { minLength: 1, maxLength: 3 }),
});

test("events are the same wherever the stream was cut, and whatever its lines end with", () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 6 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.nat(400), { maxLength: 8 }),
      (events, end, cuts) => {
        const text = events
          .map(({ id, type, data }) =>
            [
              ": alive",
              ...(id === null ? [] : [`id: ${id}`]),
              ...(type === null ? [] : [`event: ${type}`]),
              ...data.map((part) => `data: ${part}`),
              "",
              "",
            ].join(end),
          )
          .join("");
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const parse = createEventParser();
        const found = at.slice(1).flatMap((cut, index) => parse(text.slice(at[index], cut)));
        // What a lone return ends is known by the next character.
        found.push(...parse(": end\n"));
        let last: string | null = null;
        const expected = events.map(({ id, type, data }): SentEvent => {
          last = id ?? last;
          return { id: last, type: type ?? "message", data: data.join("\n") };
        });
        expect(found).toEqual(expected);
      },
    ),
  );
});

test("an event without an end is refused before it takes all memory", () => {
  const parse = createEventParser();
  const piece = `data: ${"x".repeat(1_000_000)}\n`;
  expect(() => {
    for (let i = 0; i < 20; i++) parse(piece);
  }).toThrow(RangeError);
});
