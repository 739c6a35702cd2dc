import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { saying } from "../../testing/trigger-scripts.ts";
import { unpackFiles } from "./zip.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const name = fc.stringMatching(/^[a-z]{1,6}(-[a-z0-9]{1,4})?$/);
const prose = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => text.trim());
const label = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,10}[A-Za-z]$/);
const script = fc.record({
  module: name,
  name,
  description: fc.constantFrom("", "Says it.", "Ünïcödé ✓"),
  state: fc.constantFrom("draft", "live", "live and draft"),
  /** Whether it takes in the library before it. */
  imports: fc.boolean(),
  says: prose,
  samples: fc.array(fc.record({ name: label, value: fc.jsonValue({ maxDepth: 2 }) }), { maxLength: 3 }),
  topic: fc.option(fc.constantFrom("orders.created", "orders.*"), { nil: null }),
});
const realm = fc.record({
  scripts: fc.uniqueArray(script, { maxLength: 4, selector: (one) => `${one.module}/${one.name}` }),
  library: fc.boolean(),
  nodes: fc.uniqueArray(name, { maxLength: 3 }),
  greeting: prose,
  levels: fc.boolean(),
});

test("what is exported and imported into an empty realm is equal, whatever it was", async () => {
  await fc.assert(
    fc.asyncProperty(realm, async ({ scripts, library, nodes, greeting, levels }) => {
      await using lab = await openLab(machines);
      const { runner } = lab;
      if (library)
        await lab.publish("the-library/words", 'export const word: string = "one";\n', { hook: null });
      for (const one of scripts) {
        const imports =
          library && one.imports ? 'import { word } from "the-library/words";\nvoid word;\n' : "";
        const source = `${imports}${saying(JSON.stringify(one.says).slice(1, -1))}`;
        const { script: made, draft } = await runner.createScript(
          {
            realm: "test",
            module: one.module,
            name: one.name,
            hook: "onMessage",
            language: "typescript",
            description: one.description,
            source,
            samples: one.samples.map((sample) => ({
              name: sample.name,
              description: "",
              args: [sample.value as Json],
            })),
          },
          actor,
        );
        if (one.state === "draft") continue;
        await runner.publish({ scriptId: made.id, note: "test", revision: draft.revision }, actor);
        if (one.state === "live and draft") await lab.save(made.id, `${source}// ${one.module}\n`);
        if (one.topic !== null)
          await runner.triggers.create(
            {
              realm: "test",
              kind: "bus",
              name: `${one.module}-${one.name}`,
              config: { topic: one.topic },
              scriptId: made.id,
            },
            actor,
          );
      }
      const [first] = nodes;
      if (first !== undefined)
        await lab.flow(
          "walk",
          nodes.map((node) => ({ name: node, kind: "decision" })),
          nodes.map((node, at) => [node, nodes[at + 1] ?? "done"]),
        );
      await runner.updateRealm("test", { settings: { greeting } }, actor);
      if (levels) await runner.updatePolicy("test", { defaultLevel: "safe", rules: [], levels: {} }, actor);
      await runner.realms.create({ name: "other", title: "Other", hostId: "identity" }, actor);
      const archive = await runner.realms.export("test", {}, actor);
      const { basedOn, rows } = await runner.realms.planImport({ realm: "other", archive }, actor);
      expect(rows.flatMap(({ problem }) => problem ?? [])).toEqual([]);
      await runner.realms.import({ realm: "other", archive, basedOn }, actor);
      const there = await unpackFiles(archive);
      const here = await unpackFiles(await runner.realms.export("other", {}, actor));
      there.delete("scriptyard.json");
      here.delete("scriptyard.json");
      expect([...here]).toEqual([...there]);
    }),
    { numRuns: 4 },
  );
});
