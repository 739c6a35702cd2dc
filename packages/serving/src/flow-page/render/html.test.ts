import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute, html } from "./html.ts";

test("values are escaped, markup made by html is not, lists are joined", () => {
  const item = html`<li>${"<b>"}</li>`;
  expect(html`<ul>${[item, item]}</ul>`.text).toBe("<ul><li>&#60;b&#62;</li><li>&#60;b&#62;</li></ul>");
  expect(html`${null}${undefined}${false}${0}`.text).toBe("0");
  expect(
    html`<input${attribute("required", true)}${attribute("value", null)}${attribute("name", '"')}>`.text,
  ).toBe('<input required name="&#34;">');
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "<script>",
    '" onload="x',
    "'><img src=x>",
    "</title>",
    "`",
    "&lt;",
    "]]>",
    "<!--",
    "javascript:x",
  ),
);

test("no text can open a tag, leave an attribute or start an entity of its own", () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const page = html`<p title="${a}">${b}</p>`.text;
      const inside = /^<p title="([^"]*)">([^<]*)<\/p>$/su.exec(page);
      expect(inside).not.toBeNull();
      expect(plain(inside![1]!)).toBe(a);
      expect(plain(inside![2]!)).toBe(b);
      // Every ampersand left begins one of our own numeric references.
      expect(page.replace(/&#\d+;/g, "")).not.toContain("&");
    }),
  );
});

const plain = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
