import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wargame } from "@scriptyard/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openArena } from "../../testing/arena.ts";
import type { Machines } from "../../testing/lab.ts";
import { startMachines } from "../../testing/lab.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const mine = 'export function onMessage(message: BusMessage): void {\n  log.info("mine");\n}\n';
const attack = { attacker: "red-1", defender: "blue-1", weapon: "rifle" };

test("a module that asks for it finds its defaults as files, which run; what people wrote stays", async () => {
  const home = await mkdtemp(join(tmpdir(), "scriptyard-extract-"));
  try {
    const path = "wargame/hit_simulator.ts";
    {
      await using arena = await openArena(machines, { home, autoExtract: true, files: { [path]: mine } });
      const shipped = wargame.modules.flatMap((module) => module.defaults);
      expect(shipped.length).toBeGreaterThan(3);
      for (const { module, name, source } of shipped) {
        const text = await readFile(join(arena.folder, module, `${name}.ts`), "utf8");
        expect(text).toBe(`${module}/${name}.ts` === path ? mine : source);
      }
      const written = (await readdir(arena.folder, { recursive: true })).filter((one) => one.endsWith(".ts"));
      expect(written.sort()).toEqual(shipped.map(({ module, name }) => `${module}/${name}.ts`).sort());
      expect((await arena.execute("event_processor", attack)).sourceRef).toMatchObject({
        layer: "file",
        path: "wargame/event_processor.ts",
      });
      expect((await arena.execute("hit_simulator", attack)).logs).toMatchObject([{ message: "mine" }]);
      await arena.write("wargame/event_processor.ts", mine);
      await arena.remove("wargame/damage_calculator.ts");
    }
    {
      // The next start writes what is missing, and nothing else.
      await using arena = await openArena(machines, { home, autoExtract: true });
      expect(await readFile(join(arena.folder, "wargame/event_processor.ts"), "utf8")).toBe(mine);
      const back = await readFile(join(arena.folder, "wargame/damage_calculator.ts"), "utf8");
      expect(back).toContain("onMessage");
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test("a module that does not ask for it leaves the folder alone", async () => {
  await using arena = await openArena(machines, { files: { "wargame/hit_simulator.ts": mine } });
  const written = (await readdir(arena.folder, { recursive: true })).filter((one) => one.endsWith(".ts"));
  expect(written).toEqual(["wargame/hit_simulator.ts"]);
  expect((await arena.execute("event_processor", attack)).sourceRef?.layer).toBe("default");
});
