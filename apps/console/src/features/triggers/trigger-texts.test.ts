import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldsOf, readForm } from "./config-form.ts";
import { textsOfTrigger, triggerProblems, valuesOf } from "./trigger-texts.ts";

const fields = fieldsOf({
  type: "object",
  // Called as a field of every trigger is: both keep their own text.
  properties: { name: { type: "string" }, path: { type: "string" } },
  required: ["path"],
});

test("a trigger survives its form, also where its kind calls a field as every trigger does", () => {
  const values = fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    description: fc.stringMatching(/^[A-Z][a-z ]{0,8}[a-z]$/),
    script: fc.stringMatching(/^[a-z]{1,4}\/[a-z]{1,4}$/),
    failureLimit: fc.integer({ min: 0, max: 1_000 }),
    config: fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), path: fc.stringMatching(/^\/[a-z]{1,8}$/) }),
  });
  fc.assert(
    fc.property(values, (trigger) => {
      const texts = textsOfTrigger(fields, trigger);
      const read = readForm(fields, texts);
      expect(read).toEqual({ ok: true, config: trigger.config });
      const { config: _, ...rest } = trigger;
      expect(valuesOf(texts)).toEqual(rest);
      expect(Object.values(triggerProblems(fields, read, texts))).toEqual([
        null,
        null,
        null,
        null,
        null,
        null,
        null,
      ]);
    }),
  );
});

test("what is missing in a new one is said in the order of the form", () => {
  const texts = textsOfTrigger(fields, null);
  const problems = triggerProblems(fields, readForm(fields, texts), { ...texts, ".limit": "many" });
  expect(Object.keys(problems)).toEqual([
    "name",
    "script",
    "config.name",
    "config.path",
    "secret",
    "failureLimit",
    "description",
  ]);
  expect(problems).toMatchObject({
    name: expect.stringMatching(/^A name is needed/),
    script: "Choose the script that it starts.",
    "config.name": null,
    "config.path": expect.stringMatching(/ is needed/),
    failureLimit: "A whole number from 0 to 1 000.",
  });
});
