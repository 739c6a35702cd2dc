import { validateSettings } from "@scriptyard/host-kit";
import { flowSchema, newId, realmSchema } from "@scriptyard/model";
import { afterAll, expect, test } from "vitest";
import { createTestSandbox, run, specifierOf } from "../testing/run.ts";
import { depotRealm } from "./demo/index.ts";
import { orders } from "./index.ts";

const sandbox = await createTestSandbox([orders]);
afterAll(() => sandbox[Symbol.asyncDispose]());

const own = orders.templates.filter(({ module }) => module === "approval");
const scripts = [
  ...orders.defaults.map((script) => ({ ...script, specifier: specifierOf(script) })),
  ...own.map((template) => ({ ...template, specifier: `templates/${template.id}` })),
];

test("outcomes of all samples are as last reviewed", { timeout: 60_000 }, async () => {
  const report: string[] = [];
  for (const script of scripts) {
    expect(script.samples.length, script.specifier).toBeGreaterThanOrEqual(2);
    for (const sample of script.samples) {
      const { hostContext, effects: scope } = orders.scope(depotRealm, sample.args);
      const outcome = await run(sandbox, orders, script, sample.args, { hostContext });
      if (outcome.status === "error") throw new Error(`${script.specifier}: ${outcome.error.message}`);
      expect(orders.validateResult(script.hook!, outcome.result)).toEqual([]);
      for (const effect of outcome.effects)
        expect(orders.validateEffect(script.hook!, effect, scope)).toEqual([]);
      const effects = outcome.effects.map((effect) => `${effect.name} ${JSON.stringify(effect.args)}`);
      report.push(`${script.specifier} · ${sample.name}`, JSON.stringify(outcome.result), ...effects, "");
    }
  }
  await expect(report.join("\n")).toMatchFileSnapshot("../../test/golden/orders-outcomes.txt");
});

test("the declarations are as last reviewed", async () => {
  const { text } = orders.declarations();
  await expect(text).toMatchFileSnapshot("../../test/golden/orders.d.ts");
});

test("the demo realm is one, its settings fit, and each node has its script of the right hook", () => {
  const { flows, personas: _, live: __, ...realm } = depotRealm;
  expect(realmSchema.parse({ ...realm, id: newId("rlm"), createdAt: 0 })).toMatchObject(realm);
  expect(validateSettings(realm.settingsSchema, realm.settings)).toEqual([]);
  const hooks = new Map(orders.flowKinds.map(({ id, hook }) => [id, hook]));
  for (const flow of flows) {
    flowSchema.parse({
      ...flow,
      id: newId("flw"),
      realmId: newId("rlm"),
      liveVersion: null,
      createdAt: 0,
      updatedAt: 0,
    });
    for (const node of flow.nodes) {
      const script = orders.defaults.find((one) => one.module === flow.name && one.name === node.name);
      expect(script, node.name).toMatchObject({ hook: hooks.get(node.kind) });
    }
  }
});

test("every persona is one that the host can complete to the context of a hook", () => {
  const flows = orders.flows!;
  const place = {
    id: "f",
    node: "n",
    sessionId: "s",
    attempt: 1,
    startedAt: "2026-05-04T07:30:00Z",
    history: [],
  };
  const { name, timeZone, settings } = depotRealm;
  for (const persona of depotRealm.personas) {
    const visitor = flows.visitor(structuredClone(persona.context), { requestId: "r", path: "/", now: 0 });
    const realm = { id: "rlm_1", name, timeZone, now: "2026-05-04T07:30:00Z", settings };
    const context = flows.context({ visitor, decided: flows.decided() }, { realm, flow: place });
    expect({ of: persona.name, issues: orders.validateInput("onReview", [context, null]) }).toEqual({
      of: persona.name,
      issues: [],
    });
  }
});
