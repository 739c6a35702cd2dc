import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arenaRealm } from "@scriptyard/hosts";
import { seedDemo } from "@scriptyard/runner";
import { expect, test } from "vitest";
import { createWorld } from "../testing/world.ts";

const text = (word: string) =>
  `export function onMessage(message: BusMessage): void {\n  log.info("${word}");\n}\n`;

test("the status shows each script's layers, and follows the folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-api-"));
  await mkdir(join(folder, "wargame"));
  await writeFile(join(folder, "wargame", "hit_simulator.ts"), text("file"));
  {
    await using world = await createWorld({}, undefined, { folder, shownAs: "./scripts", hotReload: true });
    await seedDemo({ runner: world.runner, store: world.store, demo: arenaRealm });
    const caller = await world.as("operator");
    const where = { realm: "arena", module: "wargame", name: "hit_simulator" };
    await expect
      .poll(async () => (await caller.registry.script(where)).active, { timeout: 8_000 })
      .toBe("file");
    expect(await caller.registry.script(where)).toMatchObject({
      folder: "./scripts",
      liveText: "file wargame/hit_simulator.ts",
    });
    expect((await caller.scripts.get(where)).item).toMatchObject({
      status: "never-published",
      liveLayer: "file",
    });
    const { folder: shown, ...seen } = await caller.registry.folder({ realm: "arena" });
    expect([shown, seen]).toEqual([
      "./scripts",
      { watching: "events", hasFiles: true, unused: [], moreUnused: 0, example: null },
    ]);
    const { scripts } = await caller.registry.scripts({ realm: "arena" });
    expect(scripts.map((one) => `${one.module}/${one.name}: ${one.layer}`)).toEqual([
      "shared/battle: default",
      "shared/rand: default",
      "wargame/battle_endpoint: default",
      "wargame/damage_calculator: default",
      "wargame/event_processor: default",
      "wargame/hit_simulator: file",
    ]);

    await writeFile(join(folder, "wargame", "hit_simulator.ts"), "export function onMessage( {");
    const broken = async () =>
      (await caller.registry.script(where)).layers.find((one) => one.layer === "file");
    await expect.poll(async () => (await broken())?.valid, { timeout: 8_000 }).toBe(false);
    expect(await broken()).toMatchObject({
      active: true,
      diagnostics: [expect.objectContaining({ line: 1 })],
    });

    const unknown = caller.registry.script({ ...where, name: "nobody" });
    await expect(unknown).rejects.toThrow('There is no script wargame/nobody in the realm "arena".');
  }
  await rm(folder, { recursive: true });
});

test("an execution of a file opens the text that ran, also when the file is another by now", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-api-"));
  await mkdir(join(folder, "wargame"));
  const file = join(folder, "wargame", "hit_simulator.ts");
  await writeFile(file, text("first"));
  {
    await using world = await createWorld({}, undefined, { folder, shownAs: "./scripts", hotReload: true });
    await seedDemo({ runner: world.runner, store: world.store, demo: arenaRealm });
    const message = {
      id: "m",
      topic: "battle.hit",
      payload: null,
      headers: {},
      time: "2026-05-04T07:30:00Z",
    };
    const input = { realm: "arena", module: "wargame", name: "hit_simulator", args: [message] };
    const ran = await world.runner.execute(input, { userId: null, requestId: null });
    await writeFile(file, text("second"));
    await world.recorder.flush();
    const caller = await world.as("operator");
    expect(await caller.executions.get({ id: ran.id })).toMatchObject({
      source: text("first"),
      sourceRef: { layer: "file", path: "wargame/hit_simulator.ts" },
    });
  }
  await rm(folder, { recursive: true });
});

test("scripts of a hook are found by a part of their names, also those that only the host has so far", async () => {
  await using world = await createWorld();
  await seedDemo({ runner: world.runner, store: world.store, demo: arenaRealm });
  const caller = await world.as("operator");
  const find = async (hook: string, text?: string) => {
    const asked = { realm: "arena", hook, ...(text === undefined ? {} : { text }) };
    const { items, more } = await caller.registry.withHook(asked);
    expect(more).toBe(false);
    expect(items.every((one) => one.hook === hook)).toBe(true);
    return items.map((one) => `${one.module}/${one.name} ${one.active}`).sort();
  };
  expect(await find("onMessage", "hit_sim")).toEqual(["wargame/hit_simulator default"]);
  expect(await find("onMessage", "wargame")).toContain("wargame/damage_calculator default");
  expect(await find("onRequest")).toEqual(["wargame/battle_endpoint default"]);
  expect(await find("onCall")).toEqual([]);
});
