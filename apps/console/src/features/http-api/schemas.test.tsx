import type { Json } from "@scriptyard/model";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { readDocument, type Schema } from "./document.ts";
import { exampleOf, requestOf } from "./example.ts";
import { SchemaView } from "./schema-view.tsx";
import { parseHttpApiSearch } from "./search.ts";

afterEach(cleanup);

const names = ["A", "B", "C"] as const;
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Schema>(
      { type: "string" },
      { type: ["integer", "null"] },
      { type: "number", minimum: 3 },
      { enum: ["x", 2, null] },
      { const: false },
      {},
    ),
    fc.constantFrom(...names).map((name) => ({ $ref: `#/components/schemas/${name}` })),
    fc
      .constantFrom("anyOf", "oneOf", "allOf")
      .chain((word) => fc.array(tie("schema"), { maxLength: 3 }).map((choices) => ({ [word]: choices }))),
    tie("schema").map((items) => ({ type: "array", items })),
    fc
      .dictionary(fc.constantFrom("a", "b", "constructor"), tie("schema"), { maxKeys: 3 })
      .map((properties) => ({ type: "object", properties, required: ["a", "constructor"] })),
  ),
}));
const schemas = fc
  .tuple(schema, schema, schema)
  .map((each) => new Map(names.map((name, at) => [name as string, each[at]!])));

test("whatever schemas refer to, themselves included, has an example and a picture that end", () => {
  fc.assert(
    fc.property(schema, schemas, (given, known) => {
      const example = exampleOf(given, known);
      expect(() => JSON.stringify(example)).not.toThrow();
      const { unmount, container } = render(<SchemaView schema={given} schemas={known} />);
      expect(container.textContent?.length).toBeGreaterThan(0);
      unmount();
    }),
    { numRuns: 25 },
  );
});

test("a value that may hold itself is told by its name the second time, and folds", () => {
  const json = {
    anyOf: [{ type: "string" }, { type: "array", items: { $ref: "#/components/schemas/Json" } }],
  };
  const tree = {
    type: "object",
    properties: {
      value: { $ref: "#/components/schemas/Json" },
      parts: { type: "array", items: { $ref: "#/components/schemas/Tree" }, description: "What is `below`." },
    },
    required: ["parts"],
  };
  const known = new Map<string, Schema>([
    ["Json", json],
    ["Tree", tree],
  ]);
  render(<SchemaView schema={{ $ref: "#/components/schemas/Tree" }} schemas={known} />);
  const [value, parts] = screen.getAllByRole("listitem");
  expect(value?.textContent).toBe("valuetext or list of Json");
  expect(parts?.textContent).toMatch(/^partslist of objectrequiredWhat is below\.Fields/);
  const below = screen.getByText("Fields").closest("details")!;
  expect(below.querySelector("ul")).toBeNull();
  below.open = true;
  fireEvent(below, new Event("toggle"));
  expect(within(below).getAllByRole("listitem")).toHaveLength(2);
});

test.each<[Schema, Json]>([
  [
    { type: "object", properties: { a: { type: "string" }, b: { type: "boolean" }, c: {} } },
    { a: "text", b: true },
  ],
  [{ type: "object", properties: { a: { default: 5 }, b: {} }, required: ["a"] }, { a: 5 }],
  [{ oneOf: [{ type: "number", minimum: 7 }, { type: "string" }] }, 7],
  [{ type: "array", items: { type: "string" } }, []],
  [{ type: "null" }, null],
  [{ $ref: "#/components/schemas/Nobody" }, {}],
])("of %j an example is %j", (given, example) => {
  expect(exampleOf(given, new Map())).toEqual(example);
});

test("a document of any server is read or refused in words: what it does not say is empty", () => {
  const operation = fc.record(
    {
      operationId: fc.oneof(fc.string(), fc.integer()),
      tags: fc.oneof(fc.constant(["Mine"]), fc.constant("Mine"), fc.constant(null)),
      security: fc.oneof(
        fc.constant([]),
        fc.constant([{ token: ["flows"] }]),
        fc.constant([{}]),
        fc.constant(1),
      ),
      parameters: fc.oneof(fc.constant([{ name: "id", in: "path" }, 7]), fc.constant({})),
      responses: fc.oneof(fc.constant({ 200: { content: { "text/plain": {} } } }), fc.constant([])),
      requestBody: fc.oneof(fc.constant({}), fc.constant({ content: { "application/json": { schema: 1 } } })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom("/", "/a/{realm}", "/a/{id}/b", "x"),
        fc.dictionary(fc.constantFrom("get", "post"), operation),
      ),
      (paths) => {
        const read = readDocument({ paths, tags: [{ name: "Mine" }, { name: "" }], info: 3 });
        for (const one of read.groups.flatMap(({ operations }) => operations)) {
          expect(typeof one.id).toBe("string");
          const request = requestOf(one, read, { realm: "a b", origin: "https://x.example" });
          expect(request.url.startsWith("https://x.example")).toBe(true);
          expect(request.auth).toBe(one.needs === null ? "none" : "token");
        }
      },
    ),
    { numRuns: 30 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), (given) => {
      try {
        expect(Array.isArray(readDocument(given).groups)).toBe(true);
      } catch (error) {
        expect((error as Error).message).toBe("The server's answer is no description of its API.");
      }
    }),
    { numRuns: 50 },
  );
});

test("an address that somebody typed is read or left out", () => {
  expect(parseHttpApiSearch({ q: "a", operation: "b" })).toEqual({ q: "a", operation: "b" });
  // The router reads digits as a number.
  expect(parseHttpApiSearch({ q: 404 })).toEqual({ q: "404" });
  expect(parseHttpApiSearch({ q: "", operation: {}, other: "x" })).toEqual({});
  expect(parseHttpApiSearch({ q: "x".repeat(1_000) }).q).toHaveLength(200);
});
