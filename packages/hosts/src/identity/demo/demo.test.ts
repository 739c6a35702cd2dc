import { validateSettings } from "@scriptyard/host-kit";
import { flowSchema, newId, realmSchema } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { identity } from "../index.ts";
import { demoRealm } from "./index.ts";
import { acmeTexts } from "./texts.ts";

const { flows, personas, product: _product, ...realm } = demoRealm;

test("the realm is one, and its settings fit its schema", () => {
  expect(realmSchema.parse({ ...realm, id: newId("rlm"), createdAt: 0 })).toMatchObject(realm);
  expect(validateSettings(realm.settingsSchema, realm.settings)).toEqual([]);
});

describe.each(flows.map((flow) => [flow.name, flow] as const))("flow %s", (_name, flow) => {
  test("fits the model, and every node has its script, of the right hook, with five samples or more", () => {
    flowSchema.parse({
      ...flow,
      id: newId("flw"),
      realmId: newId("rlm"),
      liveVersion: null,
      createdAt: 0,
      updatedAt: 0,
    });
    const hooks = new Map(identity.flowKinds.map(({ id, hook }) => [id, hook]));
    for (const node of flow.nodes) {
      const script = identity.defaults.find(
        (candidate) => candidate.module === flow.name && candidate.name === node.name,
      );
      expect(script, `${flow.name}/${node.name}`).toMatchObject({ hook: hooks.get(node.kind) });
      expect(script!.samples.length).toBeGreaterThanOrEqual(5);
    }
    const scripts = identity.defaults
      .filter((script) => script.module === flow.name)
      .map((script) => script.name);
    expect(scripts.sort()).toEqual(flow.nodes.map((node) => node.name).sort());
  });

  test("every outcome that a script names has an edge, and every edge an outcome of its script", () => {
    for (const node of flow.nodes.filter((candidate) => candidate.kind === "decision")) {
      const { source } = identity.defaults.find(
        (script) => script.module === flow.name && script.name === node.name,
      )!;
      const named = new Set(
        [...source.matchAll(/outcome: [^}]*/g)].flatMap(([text]) =>
          [...text.matchAll(/"([a-z-]+)"/g)].map(([, outcome]) => outcome!),
        ),
      );
      const drawn = new Set(
        flow.edges
          .filter((edge) => edge.from === node.name && edge.outcome !== undefined)
          .map((edge) => edge.outcome!),
      );
      expect({ node: node.name, outcomes: [...drawn].sort() }).toEqual({
        node: node.name,
        outcomes: [...named].sort(),
      });
      expect(flow.edges.some((edge) => edge.from === node.name && edge.outcome === undefined)).toBe(true);
    }
  });

  test("all nodes but the completion are reached", () => {
    const reached = new Set([flow.entry]);
    for (let size = 0; size < reached.size; ) {
      size = reached.size;
      for (const edge of flow.edges) if (reached.has(edge.from)) reached.add(edge.to);
    }
    expect(reached.has("done")).toBe(true);
    for (const node of flow.nodes) expect(reached.has(node.name) || node.kind === "completion").toBe(true);
  });
});

test("both languages have the same texts with the same places", () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  const { en, de } = acmeTexts as { en: { [key: string]: string }; de: { [key: string]: string } };
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en))
    expect({ key, places: places(de[key]!) }).toEqual({ key, places: places(en[key]!) });
});

test("every text that a script asks for is there, and none is left over", () => {
  const all = [...identity.defaults, ...identity.templates].map((script) => script.source).join("\n");
  const sources = all.replace(/events\.publish\("[^"]*"|const topic = .*/g, "");
  const known = Object.keys(acmeTexts.en!);
  const literal = [
    ...sources.matchAll(
      /"((?:login|code|secondFactor|verifyEmail|profile|terms|welcome|account|password|details|language|reset)\.[\w.]+)"/g,
    ),
  ].map(([, key]) => key!);
  expect(literal.filter((key) => !known.includes(key))).toEqual([]);
  const patterns = [...sources.matchAll(/text\.t\(`([^`]*)`/g)].map(
    ([, key]) => new RegExp(`^${key!.replace(/\$\{\w+\}/g, "\\w+")}$`),
  );
  expect(
    known.filter((key) => !literal.includes(key) && !patterns.some((pattern) => pattern.test(key))),
  ).toEqual([]);
});

test("personas are visitors that every flow can start with", () => {
  expect(personas.length).toBeGreaterThanOrEqual(5);
  const sample = identity.defaults.find((script) => script.samples.length > 0)!.samples[0]!;
  for (const { name, context } of personas) {
    const whole = { ...(sample.args[0] as object), ...context };
    expect({ name, issues: identity.validateInput("onExecute", [whole, null]) }).toEqual({
      name,
      issues: [],
    });
  }
});

test("there are thirteen templates and one for each hook of triggers, commented, with two samples or more", () => {
  expect(identity.templates).toHaveLength(17);
  for (const { id, source, samples, title, tags, description } of identity.templates) {
    expect(samples.length, id).toBeGreaterThanOrEqual(2);
    expect(source.startsWith("/**\n"), id).toBe(true);
    expect(title !== "" && tags.length >= 3 && description.length > 30, id).toBe(true);
  }
});

test("passwords and codes of the samples are masked", () => {
  for (const { module, name, hook, samples } of identity.defaults)
    for (const sample of samples) {
      const form = sample.args[1] as { [field: string]: unknown } | null | undefined;
      const { args } = identity.mask(hook!, sample.args);
      for (const field of ["password", "passwordAgain", "code"])
        if (form?.[field] !== undefined)
          expect({ module, name, value: (args[1] as { [field: string]: unknown })[field] }).toEqual({
            module,
            name,
            value: "[masked]",
          });
    }
});
