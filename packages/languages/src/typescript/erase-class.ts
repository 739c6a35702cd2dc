import type { Class } from "oxc-parser";
import type { Node } from "../syntax/walk.ts";
import type { Erasing } from "./erase.ts";

/** `abstract` and `implements …`; type parameters are nodes of their own. */
export function eraseClass(node: Class, { text, blanks }: Erasing): void {
  const start = blanks.after(node.decorators.at(-1)?.end ?? node.start);
  if (node.abstract === true && text.startsWith("abstract", start))
    blanks.erase(start, start + "abstract".length);
  const list = node.implements ?? [];
  if (list.length === 0) return;
  const keyword = blanks.before(list[0]!.start) - "implements".length;
  blanks.erase(keyword, list.at(-1)!.end);
}

type Element = Extract<
  Node,
  {
    type:
      | "MethodDefinition"
      | "PropertyDefinition"
      | "AccessorProperty"
      | "TSAbstractMethodDefinition"
      | "TSAbstractPropertyDefinition"
      | "TSAbstractAccessorProperty"
      | "TSIndexSignature";
  }
>;

/** @returns false when the whole element was erased */
export function eraseClassElement(node: Element, erasing: Erasing): boolean {
  const { text, blanks } = erasing;
  if (isErasable(node)) {
    blanks.erase(node.start, node.end);
    // The field before may have relied on the line break alone; a stray `;` is always fine in a class body.
    blanks.put(node.start, ";");
    return false;
  }
  eraseModifiers(node, erasing);
  eraseMark(node, erasing);
  if (node.type === "PropertyDefinition" && node.value === null && node.typeAnnotation) {
    // `get: string` ⏎ `size() {}` must not become a getter.
    const name = text.slice(node.key.start, node.key.end);
    if (["get", "set", "static", "accessor", "async"].includes(name) && text[node.end - 1] !== ";")
      blanks.put(node.typeAnnotation.start, ";");
  }
  return true;
}

function isErasable(node: Element): node is Extract<Element, { type: "TSIndexSignature" }> {
  if (node.type.startsWith("TS")) return true;
  if (node.type === "MethodDefinition") return node.value.type === "TSEmptyBodyFunctionExpression";
  return node.type === "PropertyDefinition" && node.declare === true;
}

const modifiers = new Set(["public", "private", "protected", "override", "readonly", "abstract", "declare"]);

function eraseModifiers(
  node: Exclude<Element, { type: "TSIndexSignature" }>,
  { text, blanks }: Erasing,
): void {
  let at = blanks.after(node.decorators.at(-1)?.end ?? node.start);
  const first = at;
  let firstErased = false;
  while (at < node.key.start) {
    const word = /^[a-z]+/.exec(text.slice(at, at + 10))?.[0] ?? "";
    if (word === "") break;
    if (modifiers.has(word)) {
      blanks.erase(at, at + word.length);
      if (at === first) firstErased = true;
    } else if (at === first) break;
    at = blanks.after(at + word.length);
  }
  // `a = 1` ⏎ `public [b] = 2` must not become `a = 1[b] = 2`; the same for `*gen() {}` and a field called `in`.
  if (firstErased && /^(?:[[*(]|in\b|instanceof\b)/.test(text.slice(at, at + 11))) blanks.put(first, ";");
}

/** `?` or `!` after the name. */
function eraseMark(node: Exclude<Element, { type: "TSIndexSignature" }>, { text, blanks }: Erasing): void {
  if (!("optional" in node && node.optional === true) && !("definite" in node && node.definite === true))
    return;
  let at = blanks.after(node.key.end);
  if (node.computed && text[at] === "]") at = blanks.after(at + 1);
  if (text[at] === "?" || text[at] === "!") blanks.erase(at, at + 1);
}
