import { choices } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldsOf, readForm, textsOf } from "./config-form.ts";
import { parseTriggersSearch } from "./search.ts";

const schema = {
  type: "object",
  properties: {
    method: { enum: ["GET", "ANY"], default: "ANY", title: "Method", ...choices({ ANY: { title: "Any" } }) },
    path: { type: "string", title: "Path", examples: ["/orders/:id"] },
    limit: { type: "integer", default: 600 },
    origins: { type: "array", items: { type: "string" }, default: [] },
    overlap: { type: "boolean", default: false },
    parameters: { type: "object", default: { type: "object" } },
    summary: { type: "string", format: "multiline" },
  },
  required: ["path"],
};
const fields = fieldsOf(schema);

test("a form starts with the defaults, and says what is missing", () => {
  const texts = textsOf(fields, null);
  expect(texts).toEqual({
    method: "ANY",
    path: "",
    limit: "600",
    origins: "",
    overlap: "false",
    parameters: '{\n  "type": "object"\n}',
    summary: "",
  });
  expect(readForm(fields, texts)).toEqual({
    ok: false,
    problems: { path: expect.stringMatching(/ is needed/) },
  });
});

test("choices have words, and values of their own where nobody gave them some", () => {
  expect(fields.find(({ name }) => name === "method")?.choices).toEqual([
    { value: "GET", title: "GET" },
    { value: "ANY", title: "Any" },
  ]);
});

test("what does not read is said at its field", () => {
  const texts = { ...textsOf(fields, null), path: "/a", limit: "many", parameters: "{" };
  const read = readForm(fields, texts);
  expect(read.ok ? {} : read.problems).toEqual({
    limit: '"many" is not a number.',
    parameters: expect.stringMatching(/^This is not JSON /),
  });
});

test("a configuration survives its form", () => {
  const config = fc.record({
    method: fc.constantFrom("GET", "ANY"),
    path: fc.stringMatching(/^\/[a-z]{1,8}$/),
    limit: fc.integer(),
    origins: fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 4 }),
    overlap: fc.boolean(),
    parameters: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue() as fc.Arbitrary<never>),
  });
  fc.assert(
    fc.property(config, (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as typeof value;
      expect(readForm(fields, textsOf(fields, plain))).toEqual({ ok: true, config: plain });
    }),
  );
});

test.each([
  [
    { open: "trg_01abc", tab: "runs" },
    { open: "trg_01abc", tab: "runs" },
  ],
  [{ open: "../x", tab: "secrets", new: "ftp" }, {}],
  [{ new: "bus" }, { new: "bus" }],
])("the address %j is read as %j", (search, read) => {
  expect(parseTriggersSearch(search)).toEqual(read);
});
