import type { Fault } from "@scriptyard/model";
import { uiBlockSchema } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import type { CreateScriptInput } from "./create.ts";
import { smallestValue } from "./smallest-value.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines);
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

const base: CreateScriptInput = {
  realm: "test",
  module: "new",
  name: "one",
  hook: "onExecute",
  language: "typescript",
};
const create = (change: Partial<CreateScriptInput>) => lab.runner.createScript({ ...base, ...change }, actor);
const message = (promise: Promise<unknown>) =>
  promise.then(
    () => "no fault",
    (error: Fault) => `${error.code} ${error.message}`,
  );

describe("a new script", () => {
  const starters = [null, "onExecute", "onComplete", "render"].flatMap((hook) =>
    (["typescript", "javascript"] as const).map((language) => [hook, language] as const),
  );
  test.each(starters)(
    "starts for %s in %s with a text that passes the check and runs its samples",
    async (hook, language) => {
      const name = `starter-${hook?.toLowerCase() ?? "library"}-${language}`;
      const { script, draft } = await create({ name, hook, language });
      expect(await lab.runner.check({ scriptId: script.id }, actor)).toEqual([]);
      const published = await lab.runner.publish(
        { scriptId: script.id, note: "start", revision: draft.revision },
        actor,
      );
      expect(published.version.number).toBe(1);
      const samples = await lab.store.samples.list(script.id);
      if (hook === null) return expect(samples).toEqual([]);
      expect(samples.length).toBeGreaterThan(0);
      for (const sample of samples) {
        const { args } = (await lab.store.samples.byId(sample.id))!;
        const run = await lab.runner.preview({ scriptId: script.id, args }, actor);
        expect(run.error, sample.name).toBeNull();
      }
    },
  );

  test("from a template has its text, description and samples", async () => {
    const template = machines.host.templates[0]!;
    const { id, hook, language, source, samples, description } = template;
    const { script, draft } = await create({ name: "templated", template: id, hook, language });
    expect(draft.source).toBe(source);
    expect(script.description).toBe(description.slice(0, 500));
    expect(await lab.store.samples.list(script.id)).toHaveLength(samples.length);
  });

  test("is refused with the field and the remedy", async () => {
    await create({ name: "taken" });
    expect(await message(create({ name: "taken" }))).toMatch(/^conflict name: new\/taken exists already/);
    expect(await message(create({ name: "Not A Name" }))).toMatch(
      /^bad_request name: "Not A Name" is not a name/,
    );
    expect(await message(create({ module: "" }))).toMatch(/^bad_request module/);
    expect(await message(create({ hook: "onSave" }))).toMatch(/hook: "onSave".*onExecute/);
    expect(await message(create({ language: "python" as "typescript" }))).toMatch(
      /language: "python".*typescript or javascript/,
    );
    expect(await message(create({ template: "nope" }))).toMatch(/template: there is no "nope"/);
    expect(await message(create({ name: "big", source: "x".repeat(300_000) }))).toMatch(/^too_large source/);
    expect(await message(create({ realm: "nowhere" }))).toMatch(/^not_found/);
  });
});

describe("a realm's settings", () => {
  test("are checked field by field and reach the next run", async () => {
    const update = (change: Parameters<typeof lab.runner.updateRealm>[1]) =>
      lab.runner.updateRealm("test", change, actor);
    expect(await message(update({ timeZone: "Vienna" }))).toMatch(/timeZone: "Vienna".*Europe\/Vienna/);
    expect(await message(update({ allowedHosts: ["https://a.example/x"] }))).toMatch(
      /allowedHosts.*without scheme/,
    );
    expect(await message(update({ allowedHosts: ["a.example:8443"] }))).toMatch(
      /allowedHosts\.0: "a\.example:8443" is not a host name.*port/,
    );
    expect(await message(update({ title: "" }))).toMatch(/^bad_request title/);
    const updated = await update({ allowedHosts: ["new.example"], timeZone: "UTC" });
    expect(updated).toMatchObject({ allowedHosts: ["new.example"], timeZone: "UTC", title: "Test" });
  });
});

test("the smallest value of a schema is valid", () => {
  const union = z.discriminatedUnion("action", [
    z.object({ action: z.literal("continue"), outcome: z.string().optional() }),
    z.object({ action: z.literal("reject"), code: z.string() }),
  ]);
  expect(smallestValue(union)).toEqual({ action: "continue" });
  expect(uiBlockSchema.parse(smallestValue(uiBlockSchema)).parts).toHaveLength(1);
});

test("the smallest value of somebody's schema is never a large one", () => {
  const twice = (depth: number): object => ({
    type: "object",
    required: ["a", "b"],
    properties: { a: { $ref: `#/$defs/T${depth}` }, b: { $ref: `#/$defs/T${depth}` } },
  });
  const doubling = {
    ...twice(0),
    $defs: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`T${n}`, twice(n + 1)])),
  };
  const wide = (depth: number): object =>
    depth === 0
      ? { type: "string", minLength: 2 ** 28 }
      : { type: "array", minItems: 2 ** 31, items: wide(depth - 1) };
  for (const schema of [doubling, wide(1), wide(8)])
    expect(JSON.stringify(smallestValue(schema as never)).length).toBeLessThan(3_000_000);
});
