import type { Json } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { effect } from "../testing/host.ts";
import type { FunctionDefinition } from "../types.ts";
import { createHostCalls } from "./index.ts";

const call = { seed: "s", clockMs: 0, context: { locale: "de" } };
const pure = (changes: Partial<FunctionDefinition>): FunctionDefinition =>
  effect({ kind: "host", name: "ip.inRange", run: () => true, ...changes });
const calls = createHostCalls([
  pure({
    params: [
      { name: "ip", schema: { type: "string", maxLength: 5 } },
      {
        name: "options",
        optional: true,
        schema: z.object({ strict: z.boolean().optional(), n: z.int().min(1).optional() }),
      },
    ],
    run: (args, context) => ({ args, context: context.context }) as Json,
  }),
  pure({
    name: "boom",
    params: [],
    run: () => {
      throw new RangeError("/secret/path exploded");
    },
  }),
  pure({
    name: "picky",
    params: [],
    run: () => {
      throw new TypeError("argument zone: no such zone");
    },
  }),
  pure({ name: "silent", params: [], run: () => undefined as never }),
  effect(),
]);
const failure = (name: string, args: unknown): string => {
  try {
    calls[name]!(args as Json[], call);
    return "no error";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

test("only functions of kind host are there, and nothing inherited", () => {
  expect(Object.keys(calls)).toEqual(["ip.inRange", "boom", "picky", "silent"]);
  expect("toString" in calls).toBe(false);
});

test("arguments arrive as they are, with the call's context", () => {
  expect(calls["ip.inRange"]!(["a", { strict: true }], call)).toEqual({
    args: ["a", { strict: true }],
    context: { locale: "de" },
  });
  expect(calls["ip.inRange"]!(["a"], call)).toMatchObject({ args: ["a"] });
  expect(calls.silent!([], call)).toBe(null);
});

describe("a bad argument gets a TypeError that names function, argument and expectation", () => {
  test.each<[args: unknown, message: string]>([
    [[], "TypeError: ip.inRange: argument ip: is missing; expected a string"],
    [[42], "TypeError: ip.inRange: argument ip: expected a string, got 42"],
    [[null], "TypeError: ip.inRange: argument ip: expected a string, got null"],
    [["abcdef"], "TypeError: ip.inRange: argument ip: is too long: 6 characters, at most 5 allowed"],
    [["a", { n: 0 }], "TypeError: ip.inRange: argument options.n: 0 is too small; at least 1"],
    [
      ["a", { strikt: true }],
      expect.stringContaining(
        'argument options.strikt: is not a known property; known: "strict" and "n" (did you mean "strict"?)',
      ) as never,
    ],
    [["a", {}, 3], "TypeError: ip.inRange: takes 2 arguments, got 3"],
    ["a", "TypeError: ip.inRange: argument arguments: expected a list"],
  ])("%j", (args, message) => {
    expect(failure("ip.inRange", args)).toEqual(message);
  });

  test("what `run` refuses keeps its words; what breaks inside it does not", () => {
    expect(failure("picky", [])).toBe("TypeError: picky: argument zone: no such zone");
    expect(failure("boom", [])).toBe("TypeError: boom: failed on the host");
  });
});

test("a definition that cannot work is refused when the module loads", () => {
  expect(() => createHostCalls([effect({ kind: "host" })])).toThrow("needs `run`");
  expect(() => createHostCalls([pure({ params: [{ name: "d", schema: z.date() }] })])).toThrow(
    /functions\.ip\.inRange\.params\.d: Date/,
  );
});

test("the module for workers loads neither ajv nor Zod", async () => {
  const { readFile } = await import("node:fs/promises");
  const seen = new Set<string>();
  const visit = async (file: URL): Promise<void> => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    for (const [, specifier] of (await readFile(file, "utf8")).matchAll(
      /^(?:import|export) (?!type )[^;]*?from "([^"]+)"/gms,
    )) {
      if (specifier!.startsWith(".")) await visit(new URL(specifier!, file));
      else expect(["ajv-formats/dist/formats.js", "@scriptyard/model"]).toContain(specifier);
    }
  };
  await visit(new URL("./index.ts", import.meta.url));
  expect(seen.size).toBeGreaterThan(5);
});
