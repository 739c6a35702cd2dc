import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const created = async (module: string, name: string, hook: string | null) => {
  const author = await world.as("author");
  const { script } = await author.scripts.create({
    realm: "acme",
    module,
    name,
    hook,
    language: "typescript",
    source: "export const a = 1;\n",
  });
  return { id: script.id, told: () => author.scripts.get({ realm: "acme", module, name }) };
};

test("a script that no flow and no trigger starts is told so", async () => {
  const author = await world.as("author");
  expect(await author.scripts.get({ realm: "acme", module: "login", name: "risk-check" })).toMatchObject({
    flow: { name: "login", node: "risk-check" },
    missing: null,
  });
  const stray = await created("login", "country-changed", "onExecute");
  expect(await stray.told()).toMatchObject({ flow: null, missing: "flow" });
  expect(await (await created("shared", "places", null)).told()).toMatchObject({ missing: null });

  const endpoint = await created("hooks", "lonely", "onRequest");
  expect(await endpoint.told()).toMatchObject({ triggers: [], missing: "trigger" });
  await author.triggers.create({
    realm: "acme",
    kind: "http",
    name: "lonely",
    scriptId: endpoint.id,
    config: { path: "/lonely" },
  } as never);
  expect(await endpoint.told()).toMatchObject({ triggers: ["lonely"], missing: null });
});
