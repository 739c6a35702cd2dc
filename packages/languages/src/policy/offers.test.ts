import { expect, test } from "vitest";
import { offersIn } from "./offers.ts";

const offers = (source: string, language: "typescript" | "javascript" = "typescript") =>
  offersIn({ specifier: "shared/x", language, source });

test("what a module exports by name, with its head and what is said of it", () => {
  expect(
    offers(`import { x } from "shared/y";
/**
 * Whether it is Saturday or Sunday. Holidays do not count.
 *
 * @param at of the realm
 */
export function isWeekend(at: Date, zone = { name: "UTC" }): boolean {
  return true;
}
export const limit: number = 3, of = (a: number) => a;
/* no doc */
export class Range<T> extends Base { }
/** A day. */
export type Day = { a: 1 };
export interface Night extends Day { b: 1 }
const hidden = 1;
export { hidden as shown, type T };
export { y } from "shared/y";
export * from "shared/z";
export default 1;
`),
  ).toEqual([
    {
      name: "isWeekend",
      kind: "function",
      head: 'function isWeekend(at: Date, zone = { name: "UTC" }): boolean',
      doc: "Whether it is Saturday or Sunday.",
    },
    { name: "limit", kind: "value", head: "const limit: number", doc: "" },
    { name: "of", kind: "function", head: "const of = (a: number)", doc: "" },
    { name: "Range", kind: "class", head: "class Range<T> extends Base", doc: "" },
    { name: "Day", kind: "type", head: "type Day", doc: "A day." },
    { name: "Night", kind: "type", head: "interface Night extends Day", doc: "" },
    { name: "shown", kind: "value", head: "shown", doc: "" },
    { name: "T", kind: "type", head: "T", doc: "" },
  ]);
});

test("an overloaded function is offered once, JavaScript too, and what does not parse offers nothing", () => {
  expect(
    offers(
      "export function a(x: 1): 1;\nexport function a(x: 2): 2;\nexport function a(x: any) { return x; }",
    ),
  ).toMatchObject([{ name: "a" }]);
  expect(offers("/** Adds. */\nexport const add = (a, b) => a + b;", "javascript")).toEqual([
    { name: "add", kind: "function", head: "const add = (a, b)", doc: "Adds." },
  ]);
  expect(offers("export const a = ;")).toEqual([]);
  expect(offers(`export const a = ${"(".repeat(20_000)}`)).toEqual([]);
});
