import { afterAll, beforeAll, expect, test } from "vitest";
import { type Machines, openLab, startMachines } from "../testing/lab.ts";
import { decision, go } from "../testing/scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

test("a clock that is read while a script loads is told where that is written", async () => {
  await using lab = await openLab(machines);
  const source = `${decision(go())}\nexport const made = [\n  Date.now(),\n];\n`;
  const line = source.split("\n").findIndex((text) => text.includes("Date.now()")) + 1;
  await expect(lab.publish("login/clock", source)).rejects.toMatchObject({
    code: "draft_invalid",
    details: {
      diagnostics: [
        {
          file: "login/clock",
          line,
          column: 3,
          message: expect.stringMatching(/^The script does not load: The clock was read .*[^.]$/),
        },
      ],
    },
  });
});
