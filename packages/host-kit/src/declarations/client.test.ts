import { expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "../define-host.ts";
import { compile } from "../testing/compile.ts";
import { definition } from "../testing/host.ts";

const order = z
  .object({ total: z.number().describe("In cents."), items: z.array(z.string()).optional() })
  .meta({ id: "Order" });
const host = defineHost(
  definition({
    hooks: [
      {
        name: "onPrice",
        title: "Price",
        description: "Prices an order.",
        params: [
          { name: "order", schema: order },
          { name: "customer", schema: z.string().nullable(), optional: true },
        ],
        result: z.object({ percent: z.number() }).meta({ id: "Discount" }),
      },
      { name: "onNight", title: "Night", description: "Answers nothing.", params: [] },
    ],
  }),
);

const text = host.clientTypes("my shop", [
  { specifier: "pricing/discount", hook: "onPrice" },
  { specifier: "jobs/nightly", hook: "onNight" },
  { specifier: "jobs/of-another-host", hook: "onExecute" },
]);

test("a program gets what each script takes and answers, and no more than it needs", () => {
  expect(text).toMatchInlineSnapshot(`
    "/** Scripts of the realm "my shop" (Test host 1.0.0), for programs that call them. Generated; a change made here is lost. */

    /** Any JSON value: what crosses between a script and its host. */
    export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

    export type Discount = {
      readonly percent: number;
    };

    export type Order = {
      /** In cents. */
      readonly total: number;
      readonly items?: readonly string[];
    };

    export type Yard = {
      "my shop": {
        scripts: {
          "jobs/nightly": { args: []; result: null };
          "pricing/discount": { args: [order: Order, customer?: string | null]; result: Discount };
        };
      };
    };
    "
  `);
});

test("it compiles, and holds a caller to the schemas", () => {
  const usage = `import type { Yard } from "./yard";
type Scripts = Yard["my shop"]["scripts"];
declare function call<Name extends keyof Scripts>(name: Name, args: Scripts[Name]["args"]): Scripts[Name]["result"];
const percent: number = call("pricing/discount", [{ total: 3 }]).percent;
call("pricing/discount", [{ total: 3, items: ["a"] }, null]);
const nothing: null = call("jobs/nightly", []);
call("pricing/discount", [{ total: "3" }]); // error
call("pricing/discont", [{ total: 3 }]); // error
export { nothing, percent };
`;
  const findings = compile({ "yard.ts": text, "usage.ts": usage });
  expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual(["usage.ts:7", "usage.ts:8"]);
});
