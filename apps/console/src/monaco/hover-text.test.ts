import fc from "fast-check";
import { expect, test } from "vitest";
import "../testing/browser-parts.ts";
import { renderMarkdown } from "monaco-editor/base/browser/markdownRenderer.js";
import { behindLine, hoverText } from "./hover-text.ts";

/** As Monaco's hovers show it. */
function shown(text: string): HTMLElement {
  const rendered = renderMarkdown(hoverText(text));
  try {
    return rendered.element;
  } finally {
    rendered.dispose();
  }
}

test.each([
  ["a link", "read [this](https://evil.example)"],
  ["an address", "read https://evil.example now"],
  ["a command", "[run](command:editor.action.format)"],
  ["an image", "![x](https://evil.example/pixel.png)"],
  ["HTML", "<img src=x onerror=alert(1)><b>bold</b>"],
  ["a heading and a list", "# Published\n- one\n- two"],
  ["a fence that ends it", "```\n# out\n````\n[x](https://evil.example)"],
])("%s that a script threw is text", (_, text) => {
  const element = shown(text);
  expect(element.textContent?.trim()).toBe(text);
  expect(element.querySelector("a, img, h1, li, b, em, strong")).toBeNull();
});

test("whatever was thrown, nothing of it is more than text, and it has an end", () => {
  const piece = fc.constantFrom(
    "`",
    "```",
    "~~~",
    "\n",
    "<a>",
    "[a](b)",
    "# ",
    " ",
    "https://x.test",
    "\\",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(shown(pieces.join("")).querySelector("a, img, h1, li, b, em, strong")).toBeNull();
    }),
  );
  expect(hoverText("`".repeat(1_000_000)).value.length).toBeLessThan(13_000);
});

test("behind a line stands one line, as long as there is room, that turns nothing around", () => {
  expect(behindLine("no order 7\nat line 3")).toBe("no order 7");
  expect(behindLine("a\u202eb\u0007c\u2028d")).toBe("a b c");
  expect(behindLine("x".repeat(200), 20)).toBe(`${"x".repeat(19)}…`);
  const part = fc.constantFrom("a", "😀", "\u200f", "\u2067", "\u0000", "\t", "\r", "\u2029", "é");
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 60 }).map((parts) => parts.join("")),
      fc.integer({ min: 1, max: 20 }),
      (text, most) => {
        const behind = behindLine(text, most);
        expect(behind.length).toBeLessThanOrEqual(most);
        expect(behind).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      },
    ),
  );
});
