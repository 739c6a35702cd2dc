import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const schema = (properties: object, more: object = {}) =>
  ({ type: "object", properties, additionalProperties: false, ...more }) as never;

test("a settings schema is previewed as the type that scripts see, and saved with settings that fit it", async () => {
  const admin = await world.as("admin");
  const settingsSchema = schema(
    { plan: { enum: ["free", "pro"] }, sizes: { $ref: "#/$defs/Sizes" } },
    {
      $defs: { Sizes: { type: "array", items: { type: "integer" } } },
    },
  );
  const asked = { realm: "acme", settingsSchema, settings: { plan: "gold" } };
  const previewed = await admin.realms.previewSettings(asked);
  expect(previewed.issues).toMatchObject([{ path: "settings.plan" }]);
  expect(previewed.type).toContain('readonly plan?: "free" | "pro";');
  expect(previewed.type).toMatch(/type RealmSettingsSizes = readonly number\[\];/);
  expect(previewed.type).not.toContain("LoginContext");
  // Nothing was saved by it.
  const before = await world.store.realms.byName("acme");
  expect(before!.settingsSchema).not.toEqual(settingsSchema);

  const save = (settings: object | undefined) =>
    admin.realms.update({ realm: "acme", settingsSchema, ...(settings && { settings: settings as never }) });
  await expect(save(undefined)).rejects.toThrow(/^settings/);
  expect((await save({ plan: "pro", sizes: [1] })).settingsSchema).toEqual(settingsSchema);
  const { text } = await admin.host.declarations({ realm: "acme" });
  expect(text).toContain('readonly plan?: "free" | "pro";');
  await expect(admin.realms.update({ realm: "acme", settings: { plan: "gold" } })).rejects.toThrow(
    "settings.plan",
  );
  const {
    items: [event],
  } = await admin.policy.events({ realm: "acme", kind: "policy" });
  expect(event).toMatchObject({ subject: "settingsSchema" });
});

test("what is no schema is told at its place, and has no type", async () => {
  const admin = await world.as("admin");
  const preview = (settingsSchema: object) =>
    admin.realms.previewSettings({ realm: "acme", settingsSchema: settingsSchema as never, settings: {} });
  expect(await preview({ type: "array" })).toMatchObject({
    type: null,
    issues: [{ path: "settingsSchema#/type" }],
  });
  const nonsense = await preview(schema({ a: { type: "nonsense" } }));
  expect(nonsense).toMatchObject({ type: null });
  expect(nonsense.issues[0]!.path).toMatch(/^settingsSchema/);
  // The host's own type, where it says nothing.
  expect((await preview({})).issues).toEqual([]);
});
