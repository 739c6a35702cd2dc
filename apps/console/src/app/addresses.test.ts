import { createMemoryHistory } from "@tanstack/react-router";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEditorSearch } from "./editor-search.ts";
import { only } from "./only-search.ts";
import { consoleRouter } from "./router.tsx";

type Search = Record<string, unknown>;

/** How every page of the console reads its address, as the router has it. */
const pages = Object.entries(consoleRouter(createMemoryHistory()).routesById).flatMap(
  ([id, route]): [string, (search: Search) => Search][] => {
    const { validateSearch } = route.options;
    return typeof validateSearch === "function" ? [[id, validateSearch as (search: Search) => Search]] : [];
  },
);

/** Names that pages read, and what every object has of itself. */
const words =
  "range status open script tab node walk visitor q item text sort turned version line rollback retire new from to trigger user " +
  "columns letters operation token try scripts constructor toString __proto__ hasOwnProperty";
const name = fc.constantFrom(...words.split(" "));
const value = fc.oneof(
  fc.constantFrom("constructor", "toString", "__proto__", "../x", "<script>", "", " ", "true", "1", "7d"),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.jsonValue(),
);
const address = fc
  .array(fc.tuple(name, value), { maxLength: 6 })
  .map((entries): Search => Object.fromEntries(entries));
/** What is left of it in the address bar. */
const shown = (search: Search): Search => JSON.parse(JSON.stringify(search)) as Search;

test("every page with something in its address checks it", () => {
  expect(pages.length).toBeGreaterThan(10);
});

test.each(pages)("%s reads any address without failing, and the same again from what it read", (_, parse) => {
  fc.assert(
    fc.property(address, (search) => {
      const read = parse(search);
      // What stands in the address afterwards means the same.
      expect(shown(parse(shown(read)))).toEqual(shown(read));
      for (const [field, one] of Object.entries(read)) {
        expect(typeof one === "number" ? Number.isFinite(one) : true, field).toBe(true);
        expect(typeof one, field).not.toBe("function");
      }
    }),
    { numRuns: 80 },
  );
});

test("what a page did not read is not in its address, whatever it is called", () => {
  const parse = only(({ known }: Search) => (typeof known === "string" ? { known } : {}));
  fc.assert(
    fc.property(address, fc.option(fc.string()), (search, known) => {
      const read = shown(parse(known === null ? search : { ...search, known }));
      expect(read).toEqual(known === null ? {} : { known });
    }),
  );
});

test("numbers of the editor's address are whole and above nothing, however they are written", () => {
  fc.assert(
    fc.property(value, (given) => {
      for (const field of ["version", "line", "rollback", "retire"] as const) {
        const read = parseEditorSearch({ [field]: given })[field];
        if (read === undefined) continue;
        expect(Number.isSafeInteger(read) && read > 0).toBe(true);
        expect(Number(given)).toBe(read);
      }
    }),
  );
});
