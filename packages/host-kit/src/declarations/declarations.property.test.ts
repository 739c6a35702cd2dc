import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, documentation } from "../testing/compile.ts";
import { hostOfTypes } from "../testing/host.ts";
import { sampledSchema, spoiled } from "../testing/schemas.ts";

/** Values as a literal: an author's object literal is checked more strictly than a variable. */
const sampledValue = sampledSchema(true).chain(({ schema, value }) =>
  fc.record({ schema: fc.constant(schema), value: fc.oneof(fc.constant(value), spoiled(value)) }),
);

test("random schemas: the declarations compile, and TypeScript takes exactly the values that the schema takes", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(sampledValue, { minLength: 30, maxLength: 40 }), (samples) => {
      const types = Object.fromEntries(samples.map(({ schema }, index) => [`T${index}`, schema]));
      const { text } = hostOfTypes(types, Object.keys(types)).declarations();
      const usage = samples
        .map(({ value }, index) => `export const v${index}: T${index} = ${JSON.stringify(value)};`)
        .join("\n");
      const findings = compile({ "host.d.ts": text, "usage.ts": usage });

      expect(findings.filter((finding) => finding.file !== "usage.ts")).toEqual([]);
      const ajv = new Ajv2020({ strict: false, ownProperties: true });
      const refusedByTypes = new Set(findings.map((finding) => finding.line - 1));
      const disagreed = samples.filter(
        ({ schema, value }, index) => ajv.validate(schema, value) === refusedByTypes.has(index),
      );
      expect(disagreed).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

test("random schemas with everything in them compile", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(sampledSchema(false), { minLength: 30, maxLength: 40 }), (samples) => {
      const types = Object.fromEntries(samples.map(({ schema }, index) => [`T${index}`, schema]));
      for (const builds of [true, false]) {
        const names = Object.keys(types);
        const host = builds
          ? hostOfTypes(
              {
                ...types,
                All: {
                  type: "object",
                  properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }])),
                },
              },
              [],
              "All",
            )
          : hostOfTypes(types, names);
        expect(compile({ "host.d.ts": host.declarations().text })).toEqual([]);
      }
    }),
    { numRuns: 4 },
  );
});

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "*/",
        "/*",
        "\n",
        "@param x",
        " @deprecated",
        "`",
        "```",
        "{@link",
        "</script>",
        "\u2028",
        "\r",
        "//",
        "${",
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

test("hostile descriptions change no type, end no comment and add no tag", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 60, maxLength: 60 }), (texts) => {
      const properties = texts.map(
        (description, index) =>
          [`p${index}`, { type: "string", description, default: description, deprecated: true }] as const,
      );
      const build = (entries: typeof properties) =>
        hostOfTypes({ T: { type: "object", properties: Object.fromEntries(entries) } }, ["T"]).declarations()
          .text;
      const text = build(properties);
      expect(compile({ "host.d.ts": text })).toEqual([]);
      expect(withoutComments(text)).toBe(
        withoutComments(
          build(properties.map(([name, schema]) => [name, { ...schema, description: "" }] as never)),
        ),
      );
      for (const [name] of properties)
        expect(documentation(text, name).tags).toEqual(["default", "deprecated"]);
    }),
    { numRuns: 20 },
  );
});

/** Comments are whole lines in generated text, so a line that opens one and does not end it would swallow a type. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "");
}
