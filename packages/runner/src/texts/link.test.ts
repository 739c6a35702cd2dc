import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machines } from "../testing/lab.ts";
import { startMachines } from "../testing/lab.ts";
import { linkText } from "./link.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(async () => {
  await machines?.[Symbol.asyncDispose]();
});

test("a text that imports thousands of names asks for few of them, and for a few in one turn of the loop", async () => {
  let inThisTurn = 0;
  let most = 0;
  let asked = 0;
  const find = async () => {
    if (inThisTurn === 0)
      setImmediate(() => {
        inThisTurn = 0;
      });
    most = Math.max(most, ++inThisTurn);
    asked++;
    return null;
  };
  const source = Array.from({ length: 4_000 }, (_, n) => `import {a as a${n}} from "shared/x${n}";`).join("");
  const { diagnostics, modules } = await linkText(machines, {
    entry: { specifier: "login/many", language: "typescript", source },
    libraries: { find, names: async () => [] },
    payer: { realm: "test", person: null },
  });
  expect(modules).toBeNull();
  expect(asked).toBe(400);
  expect(most).toBeLessThanOrEqual(20);
  const messages = diagnostics.map(({ message }) => message);
  // Whether a name is there that nobody looked for is not claimed.
  expect(messages).toContainEqual(expect.stringMatching(/import more than 400 names/));
});
