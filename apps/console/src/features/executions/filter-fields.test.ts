import { idTimeMs, newId } from "@scriptyard/model";
import { expect, test, vi } from "vitest";
import { chipsOf, fieldsOf } from "./filter-fields.ts";
import type { ExecutionsSearch } from "./search.ts";

/** What a field makes of a text: what it asks for, or why not. */
function take(key: string, text: string, search: ExecutionsSearch = {}): unknown {
  const change = vi.fn();
  const field = fieldsOf(search, change).find((one) => one.key === key)!;
  const refused = field.take(text);
  return refused ?? change.mock.calls[0]?.[0];
}

const request = newId("req");
const at = idTimeMs(request);

test.each([
  ["user", "maria@example.com", { user: "maria@example.com" }],
  ["request", `he said ${request.toUpperCase()}`, { request, from: at - 60_000, to: at + 86_400_000 }],
  ["version", "v12", { version: 12 }],
  ["outcome", "suspicious", { outcome: "suspicious" }],
  ["effect", "flow.set", { effect: "flow.set" }],
  ["minMs", "0,5 ms", { minMs: 0.5 }],
  ["maxMs", "200", { maxMs: 200 }],
  ["minOps", "100 000", { minOps: 100_000 }],
  ["minOps", "", { minOps: undefined }],
])("%s takes %j", (key, text, asked) => {
  expect(take(key, text)).toMatchObject(asked);
});

test.each([
  ["request", "nonsense"],
  ["request", newId("fls")],
  ["version", "0"],
  ["version", "latest"],
  ["effect", "flow set"],
  ["minMs", "-1"],
  ["maxMs", "soon"],
  ["minOps", "1e99"],
  ["minOps", "many"],
])("%s refuses %j with a sentence", (key, text) => {
  expect(take(key, text)).toMatch(/^[A-Z].*\.$/);
});

test("every field that is set has its chip, under the same name", () => {
  const search: ExecutionsSearch = {
    user: "maria",
    request,
    version: 3,
    outcome: "known",
    effect: "flow.set",
    minMs: 1,
    maxMs: 2,
    minOps: 3,
  };
  const chips = new Map(chipsOf(search, undefined).map(({ key, name }) => [key, name]));
  for (const { key, name, text } of fieldsOf(search, vi.fn())) {
    expect([key, chips.get(key)]).toEqual([key, name]);
    expect(text).toBe(String(search[key as keyof ExecutionsSearch]));
  }
});
