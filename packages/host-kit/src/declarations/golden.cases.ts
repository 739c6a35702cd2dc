// Long: one table of cases, one for each feature of JSON Schema that is supported.
import type { SchemaSource } from "../types.ts";

/**
 * One supported JSON Schema feature: types, which of them a script reads (`readonly`) or builds, and a script that uses
 * them. A line that ends in `// error 2322` must give exactly that TypeScript error; every other line none.
 */
export type GoldenCase = {
  name: string;
  types: { [name: string]: SchemaSource };
  reads: string[];
  builds?: string;
  usage: string;
};

const text = { type: "string" };

export const goldenCases: GoldenCase[] = [
  {
    name: "primitives",
    types: {
      T: {
        type: "object",
        properties: {
          s: text,
          n: { type: "number" },
          i: { type: "integer" },
          b: { type: "boolean" },
          z: { type: "null" },
          any: {},
          open: true,
        },
        required: ["s", "n", "i", "b", "z", "any"],
        additionalProperties: false,
      },
    },
    reads: ["T"],
    usage: `declare const t: T;
const s: string = t.s;
const wrong: string = t.n; // error 2322
t.s = "x"; // error 2540
const maybe: Json = t.open; // error 2322
const sum: number = t.n + t.i;
const nothing: null = t.z;
t.missing; // error 2339
const made: T = { s: "", n: 1, i: 1, b: true, z: null, any: { deep: [1, null] } };`,
  },
  {
    name: "optionality",
    types: {
      T: {
        type: "object",
        properties: { a: text, b: text },
        required: ["a", "undeclared"],
      },
    },
    reads: [],
    builds: "T",
    usage: `const full: T = { a: "", b: "", undeclared: 1 };
const least: T = { a: "", undeclared: null };
const short: T = { a: "" }; // error 2741
least.a = "mutable";
const b: string = least.b; // error 2322`,
  },
  {
    name: "enum-and-const",
    types: {
      Level: { enum: ["low", "high", 3, true, null] },
      Only: { const: "one" },
      Typed: { type: "string", enum: ["a", "b", 1] },
      Deep: { const: { kind: "x", list: [1, "two"], none: {} } },
      Quotes: { enum: ['say "hi"', "line\nbreak", "*/", "</script>", "\u2028"] },
      Negative: { enum: [-1, 1.5, 1e21] },
    },
    reads: ["Level", "Only", "Typed", "Deep", "Quotes", "Negative"],
    usage: `const a: Level = "low";
const b: Level = "medium"; // error 2322
const c: Level = null;
const d: Only = "two"; // error 2322
const e: Typed = "a";
const f: Typed = 1; // error 2322
const g: Deep = { kind: "x", list: [1, "two"], none: {} };
const h: Deep = { kind: "y", list: [1, "two"], none: {} }; // error 2322
const i: Quotes = 'say "hi"';
const j: Quotes = "*/";
const k: Negative = -1;`,
  },
  {
    name: "references-and-recursion",
    types: {
      Tree: {
        type: "object",
        description: "A tree of names.",
        properties: {
          name: text,
          parent: { anyOf: [{ $ref: "#/$defs/Tree" }, { type: "null" }] },
          children: { type: "array", items: { $ref: "#/$defs/Tree" } },
          twin: { $ref: "#", description: "The same type through `#`." },
        },
        required: ["name", "children"],
        additionalProperties: false,
      },
      Forest: {
        type: "object",
        properties: {
          trees: { type: "array", items: { $ref: "#/$defs/Tree" } },
          owner: { $ref: "#/$defs/Owner" },
        },
        required: ["trees", "owner"],
        $defs: { Owner: { type: "object", properties: { name: text }, required: ["name"] } },
      },
      Chain: { type: "object", properties: { link: { $ref: "#/$defs/Link" } } },
      Link: { type: "object", properties: { chain: { $ref: "#/$defs/Chain" } } },
    },
    reads: ["Forest", "Chain"],
    usage: `declare const f: Forest;
const name: string = f.trees[0]!.children[0]!.children[0]!.name;
const owner: string = f.owner.name;
f.trees.push(f.trees[0]!); // error 2339
const leaf: Tree = { name: "x", children: [] };
const bad: Tree = { name: "x", children: [{ name: 1, children: [] }] }; // error 2322
declare const c: Chain;
const far: Chain | undefined = c.link?.chain?.link?.chain;`,
  },
  {
    name: "unions",
    types: {
      Either: { anyOf: [text, { type: "number" }, { type: "null" }] },
      Many: { type: ["string", "integer", "null"] },
      Shape: {
        oneOf: [
          {
            type: "object",
            description: "Round.",
            properties: { kind: { const: "circle" }, radius: { type: "number" } },
            required: ["kind", "radius"],
            additionalProperties: false,
          },
          {
            type: "object",
            description: "Angular.",
            properties: { kind: { const: "square" }, side: { type: "number" } },
            required: ["kind", "side"],
            additionalProperties: false,
          },
        ],
      },
      Shapes: { type: "array", items: { oneOf: [{ $ref: "#/$defs/Shape" }, { type: "null" }] } },
      Nested: {
        type: "array",
        items: {
          anyOf: [
            { type: "object", properties: { a: text }, required: ["a"] },
            {
              anyOf: [
                { type: "object", properties: { b: text }, required: ["b"] },
                { type: "object", properties: { c: text }, required: ["c"] },
              ],
            },
          ],
        },
      },
    },
    reads: ["Either", "Many", "Shape", "Shapes", "Nested"],
    usage: `declare const shape: Shape;
if (shape.kind === "circle") shape.radius;
if (shape.kind === "circle") shape.side; // error 2339
if (shape.kind === "triangle") shape; // error 2367
const square: Shape = { kind: "square", side: 1 };
const wrong: Shape = { kind: "square", radius: 1 }; // error 2353
const either: Either = true; // error 2322
const many: Many = null;
declare const shapes: Shapes;
const first: Shape | null | undefined = shapes[0];
declare const nested: Nested;
for (const item of nested) if ("b" in item) item.b.length;`,
  },
  {
    name: "intersections",
    types: {
      Named: { type: "object", properties: { name: text }, required: ["name"] },
      Aged: {
        allOf: [
          { $ref: "#/$defs/Named" },
          { type: "object", properties: { age: { type: "number" } }, required: ["age"] },
        ],
      },
      Contact: {
        type: "object",
        properties: { email: text, phone: text },
        anyOf: [{ required: ["email"] }, { required: ["phone"] }],
      },
      Ranged: { allOf: [{ type: "string" }, { minLength: 2 }], type: "string" },
      Mixed: {
        allOf: [
          { $ref: "#/$defs/Named" },
          {
            anyOf: [
              { type: "object", properties: { a: text }, required: ["a"] },
              { type: "object", properties: { b: text }, required: ["b"] },
            ],
          },
        ],
      },
    },
    reads: ["Aged", "Contact", "Ranged", "Mixed"],
    usage: `const aged: Aged = { name: "x", age: 1 };
const noName: Aged = { age: 1 }; // error 2322
const mail: Contact = { email: "x" };
const neither: Contact = {}; // error 2322
const ranged: Ranged = "ab";
const mixed: Mixed = { name: "x", b: "y" };
const less: Mixed = { name: "x" }; // error 2322`,
  },
  {
    name: "lists-and-tuples",
    types: {
      List: { type: "array", items: { type: ["string", "null"] } },
      Loose: { type: "array" },
      Empty: { type: "array", items: false },
      Pair: { type: "array", prefixItems: [text, { type: "number" }], items: false, minItems: 2 },
      Optional: { type: "array", prefixItems: [text, { type: "number" }], items: false, minItems: 1 },
      Rest: { type: "array", prefixItems: [text], items: { type: "number" }, minItems: 1 },
      Open: { type: "array", prefixItems: [text], minItems: 1 },
      Capped: { type: "array", prefixItems: [text, text, text], minItems: 1, maxItems: 2 },
      Grid: { type: "array", items: { type: "array", items: { enum: [0, 1] } } },
    },
    reads: ["List", "Loose", "Empty", "Pair", "Optional", "Rest", "Open", "Capped", "Grid"],
    usage: `const list: List = ["a", null];
const loose: Loose = [1, "a", { x: [] }];
const empty: Empty = [1]; // error 2322
const pair: Pair = ["a", 1];
const short: Pair = ["a"]; // error 2322
const long: Pair = ["a", 1, 2]; // error 2322
const one: Optional = ["a"];
const rest: Rest = ["a", 1, 2, 3];
const badRest: Rest = ["a", "b"]; // error 2322
const open: Open = ["a", null, { any: 1 }];
const capped: Capped = ["a", "b", "c"]; // error 2322
const grid: Grid = [[0, 1], [1]];
list.push("x"); // error 2339`,
  },
  {
    name: "mutable-lists",
    types: {
      Parts: {
        type: "array",
        items: { type: "object", properties: { tags: { type: "array", items: text } } },
      },
      Pair: { type: "array", prefixItems: [text, text], items: false, minItems: 2 },
      Out: {
        type: "object",
        properties: { parts: { $ref: "#/$defs/Parts" }, pair: { $ref: "#/$defs/Pair" } },
      },
    },
    reads: [],
    builds: "Out",
    usage: `const parts: Parts = [];
parts.push({ tags: ["a"] });
parts[0]!.tags?.push("b");
const pair: Pair = ["a", "b"];
pair[0] = "c";`,
  },
  {
    name: "records",
    types: {
      Numbers: { type: "object", additionalProperties: { type: "number" } },
      Anything: { type: "object" },
      Nothing: { type: "object", additionalProperties: false },
      Keys: {
        type: "object",
        propertyNames: { enum: ["en", "de-AT"] },
        additionalProperties: text,
        required: ["en"],
      },
      OneKey: { type: "object", propertyNames: { const: "only" }, additionalProperties: { type: "boolean" } },
      Short: { type: "object", propertyNames: { maxLength: 3, type: "string" }, additionalProperties: text },
      Mixed: {
        type: "object",
        properties: { id: text, count: { type: "number" } },
        required: ["id"],
        additionalProperties: { type: ["boolean", "null"] },
      },
      Loose: { type: "object", properties: { id: text }, required: ["id"], additionalProperties: true },
      Patterns: {
        type: "object",
        properties: { id: text },
        patternProperties: { "^x-": { type: "number" } },
        additionalProperties: false,
      },
    },
    reads: ["Numbers", "Anything", "Nothing", "Keys", "OneKey", "Short", "Mixed", "Loose", "Patterns"],
    usage: `declare const numbers: Numbers;
const some: number | undefined = numbers.anything;
const sure: number = numbers.anything; // error 2322
numbers.x = 1; // error 2542
const anything: Anything = { a: 1, b: [null] };
const nothing: Nothing = { a: 1 }; // error 2322
const keys: Keys = { en: "Hello", "de-AT": "Servus" };
const noEnglish: Keys = { "de-AT": "Servus" }; // error 2741
const other: Keys = { en: "", fr: "" }; // error 2353
const only: OneKey = { only: true };
declare const mixed: Mixed;
const id: string = mixed.id;
const flag: boolean | null | string | number | undefined = mixed.flag;
const loose: Loose = { id: "a", more: [1] };
declare const patterns: Patterns;
patterns["x-rate"]?.toString();`,
  },
  {
    name: "nullable",
    types: {
      T: {
        type: "object",
        properties: {
          a: { type: ["string", "null"] },
          b: { anyOf: [{ $ref: "#/$defs/U" }, { type: "null" }] },
          c: { oneOf: [{ type: "array", items: text }, { type: "null" }] },
          d: { type: ["object", "null"], properties: { x: text }, required: ["x"] },
          e: { type: ["array", "null"], items: { type: "number" } },
        },
        required: ["a", "b", "c", "d", "e"],
      },
      U: { type: "object", properties: { x: { type: "number" } }, required: ["x"] },
    },
    reads: ["T"],
    usage: `declare const t: T;
t.a.length; // error 18047
const x: number | undefined = t.b?.x;
t.c?.join();
t.d?.x.length;
t.e?.map((n) => n.toFixed());`,
  },
  {
    name: "formats-and-ranges",
    types: {
      T: {
        type: "object",
        properties: {
          at: { type: "string", format: "date-time" },
          mail: { type: "string", format: "email", maxLength: 254 },
          name: { type: "string", minLength: 1, maxLength: 64, pattern: "^[a-z`]+$" },
          code: { type: "string", minLength: 6, maxLength: 6, pattern: "^[0-9]*/?$" },
          age: { type: "integer", minimum: 0, maximum: 150 },
          ratio: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.25 },
          tags: { type: "array", items: text, minItems: 1, maxItems: 5, uniqueItems: true },
          map: { type: "object", minProperties: 1, maxProperties: 3 },
          secret: { type: "string", "x-sensitive": true },
        },
      },
    },
    reads: ["T"],
    usage: `declare const t: T;
const at: string | undefined = t.at;`,
  },
  {
    name: "documentation",
    types: {
      T: {
        type: "object",
        title: "A titled type",
        description: "First line.\n\nSecond paragraph with `code` and **stars**.",
        properties: {
          level: { type: "string", description: "How loud.", default: "low", examples: ["low", "high"] },
          old: { type: "string", description: "Use `level`.", deprecated: true },
          data: { type: "object", default: { a: [1] }, additionalProperties: true },
        },
      },
    },
    reads: ["T"],
    usage: `declare const t: T;
t.level?.length;`,
  },
  {
    name: "hostile-text",
    types: {
      T: {
        type: "object",
        description:
          "Ends */ declare const hacked: 1; /* and */\n@deprecated not really\n  * @param nobody\n{@link evil} `odd backtick",
        properties: {
          "*/": { type: "string", description: "*/ }; type Hacked = 1; //" },
          "</script>": { type: "string", description: "</script><script>alert(1)</script> <!-- x" },
          'quo"te': { type: "string", default: "*/ alert(1)" },
          "new\nline": { type: "string", examples: ["*/\n@private"] },
          "\\u0041": {
            type: "string",
            description: "line separators\u2028and\u2029and \u202Eright-to-left\u202C and \u0000 nul",
          },
          "": { type: "string", title: "\ud800 lone surrogate" },
          class: { type: "string", description: "```ts\nunclosed fence" },
          __proto_: { type: "string", pattern: "*/`\n".replace("*/", "a*/") },
        },
      },
    },
    reads: ["T"],
    usage: `declare const t: T;
t["*/"]?.length;
t.class?.length;
t[""]?.length;
t["new\\nline"]?.length;
hacked; // error 2304
const no: Hacked = 1; // error 2304`,
  },
];
