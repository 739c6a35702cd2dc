import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openArena } from "../../testing/arena.ts";
import type { Machines } from "../../testing/lab.ts";
import { startMachines } from "../../testing/lab.ts";
import { saying } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a file that changes while the folder is read for the first time hides no other", async () => {
  const home = await mkdtemp(join(tmpdir(), "scriptyard-early-"));
  await mkdir(join(home, "scripts", "wargame"), { recursive: true });
  const write = (name: string, text: string) => writeFile(join(home, "scripts/wargame", `${name}.ts`), text);
  const count = 3_000;
  for (let n = 0; n < count; n++) await write(`file_${n}`, saying("x"));
  let open = false;
  const writing = (async () => {
    for (let n = 0; !open; n++) {
      await write("file_0", saying(`change ${n}`));
      await pause(15);
    }
  })();
  await using arena = await openArena(machines, { home, stableMs: 1 });
  open = true;
  await writing;
  const names = await arena.runner.sourceNames("arena");
  expect(names.filter(({ name }) => name.startsWith("file_"))).toHaveLength(count);
  await rm(home, { recursive: true });
}, 60_000);

test("a new file is announced, also when somebody runs it before its check", async () => {
  await using arena = await openArena(machines, { stableMs: 5 });
  const names = ["one", "two", "three", "four", "five", "six"];
  let over = false;
  const asking = names.map(async (name) => {
    while (!over) {
      await arena.execute(name, null).catch(() => null);
      await pause(1);
    }
  });
  for (const name of names) await arena.write(`wargame/${name}.ts`, saying(name));
  const announced = () =>
    arena.events.flatMap((event) => (event.type === "script_reloaded" ? [event.name] : [])).sort();
  await expect.poll(announced, { timeout: 50_000 }).toEqual([...names].sort());
  over = true;
  await Promise.all(asking);
});

test("a library that comes with its importer is announced too", async () => {
  const files = { "shared/other.ts": "export const x = 1;\n", "wargame/other.ts": saying("other") };
  await using arena = await openArena(machines, { stableMs: 30, files });
  await arena.execute("other", null);
  const library = 'export const greet = (): string => "hello";\n';
  const importer = `import { greet } from "shared/zz_words";\n${saying("x").replace('"x"', "greet()")}`;
  await Promise.all([
    arena.write("wargame/aa_greets.ts", importer),
    arena.write("shared/zz_words.ts", library),
  ]);
  const announced = () =>
    arena.events.flatMap((event) => (event.type === "script_reloaded" ? [event.path] : [])).sort();
  await expect.poll(announced, { timeout: 8_000 }).toEqual(["shared/zz_words.ts", "wargame/aa_greets.ts"]);
});

test("a broken library that comes with its importer is refused once", async () => {
  const files = { "shared/other.ts": "export const x = 1;\n", "wargame/other.ts": saying("other") };
  await using arena = await openArena(machines, { stableMs: 30, files });
  await arena.execute("other", null);
  const importer = `import { greet } from "shared/zz_words";\n${saying("x").replace('"x"', "greet()")}`;
  await Promise.all([
    arena.write("wargame/aa_greets.ts", importer),
    arena.write("shared/zz_words.ts", "export const greet = (): string => 1;\n"),
  ]);
  const refused = (path: string) =>
    arena.events.filter((event) => event.type === "script_reload_failed" && event.path === path).length;
  await expect.poll(() => refused("wargame/aa_greets.ts"), { timeout: 8_000 }).toBeGreaterThan(0);
  await expect.poll(() => refused("shared/zz_words.ts"), { timeout: 8_000 }).toBeGreaterThan(0);
  // One more change goes through the same queue behind both.
  await arena.write("wargame/other.ts", saying("last"));
  await expect.poll(() => arena.events.some((event) => event.type === "script_reloaded")).toBe(true);
  expect(refused("shared/zz_words.ts")).toBe(1);
});

test("a store that fails while a reload is told is an error in the log, and no end of the process", async () => {
  let failing = false;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", note);
  const errors: string[] = [];
  await using arena = await openArena(machines, {
    log: { info() {}, warn() {}, error: (_details, message) => void errors.push(message) },
    // A disk that is gone from the moment the script's row was adopted.
    wrapStore: (store) => ({
      ...store,
      scripts: {
        ...store.scripts,
        async byName(...args) {
          if (failing) throw new Fault("storage", "disk I/O error");
          return store.scripts.byName(...args);
        },
        async create(...args) {
          const created = await store.scripts.create(...args);
          failing = true;
          return created;
        },
      },
    }),
  });
  await arena.write("wargame/new_one.ts", saying("x"));
  await expect.poll(() => errors, { timeout: 8_000 }).toContain("a script file could not be checked");
  failing = false;
  // What the failed check would have told is told by the next one.
  expect(await arena.next("script_reloaded")).toMatchObject({ name: "new_one" });
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});
