import { describe, expect, test } from "vitest";
import { defineHost } from "./define-host.ts";
import { HostDefinitionError } from "./definition-error.ts";
import { definition } from "./testing/host.ts";
import type { ScriptDefault } from "./types.ts";
import { withScripts } from "./with-scripts.ts";

const host = defineHost(
  definition({
    hooks: [
      {
        name: "onPrice",
        title: "Price",
        description: "Prices.",
        params: [{ name: "quantity", schema: { type: "integer" } }],
      },
    ],
  }),
);
const script = (name: string, change: Partial<ScriptDefault> = {}): ScriptDefault => ({
  module: "pricing",
  name,
  hook: "onPrice",
  language: "javascript",
  description: "",
  source: "export const onPrice = () => null;",
  samples: [{ name: "Two", description: "", args: [2] }],
  ...change,
});

describe("scripts that lie beside a host", () => {
  test("join its own", () => {
    const more = withScripts(host, [script("discount")]);
    expect(more.defaults.map((one) => one.name)).toEqual(["discount"]);
    expect(more.declarations()).toEqual(host.declarations());
    expect(host.defaults).toEqual([]);
  });

  test("are refused with every problem, samples included", () => {
    const wrong = [
      script("a", { hook: "onprice" }),
      script("b", { samples: [{ name: "Half", description: "", args: [0.5] }] }),
      script("b", { samples: [] }),
      script("c", { hook: null }),
    ];
    let found: unknown;
    try {
      withScripts(host, wrong);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(HostDefinitionError);
    expect((found as HostDefinitionError).issues).toEqual([
      { path: "defaults", message: '"pricing/b" is there twice; rename or remove one' },
      { path: "defaults.pricing/a", message: 'there is no hook "onprice"' },
      {
        path: 'defaults.pricing/b.samples."Half".quantity',
        message: expect.stringContaining("expected a whole number"),
      },
      { path: "defaults.pricing/c.samples", message: "a library has no hook to try them with" },
    ]);
  });
});
