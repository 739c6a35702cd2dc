import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arenaRealm } from "@scriptyard/hosts";
import { Fault, newId } from "@scriptyard/model";
import { createStore } from "@scriptyard/store";
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

const path = "wargame/hit_simulator.ts";
const name = "wargame/hit_simulator";

/** A checker in front of the real one that does what it is told before it goes on. */
function withChecker(first: (realm: string) => Promise<void>): Machines {
  const { checker } = machines;
  return {
    ...machines,
    checker: {
      ...checker,
      async check(project, payer, signal) {
        await first(payer?.realm ?? "");
        return checker.check(project, payer, signal);
      },
      [Symbol.asyncDispose]: async () => {},
    },
  };
}

test.each(["busy", "rate_limited"] as const)(
  "a file that changes while the checker is %s waits to be checked, and then it is live",
  async (code) => {
    let refuses = false;
    let refused = 0;
    const busy = withChecker(async () => {
      if (!refuses) return;
      refused += 1;
      throw new Fault(code, "Not just now.", { details: { retryAfterMs: 20 } });
    });
    await using arena = await openArena(busy, { files: { [path]: saying("old") }, stableMs: 5 });
    const said = async () => (await arena.execute("hit_simulator", null)).logs[0]?.message;
    expect(await said()).toBe("old");
    refuses = true;
    await arena.write(path, saying("new"));
    // More often than once: it is not given up.
    await expect.poll(() => refused, { timeout: 10_000 }).toBeGreaterThan(5);
    const { layers } = await arena.sources(name);
    const file = layers.find((one) => one.path === path)!;
    expect(file).toMatchObject({ waits: true, valid: null, active: true });
    expect(file.problem).toMatch(/waits to be checked: the machine is busy/);
    expect(file.keeps).not.toBe(file.sha256);
    expect(await said()).toBe("old");
    refuses = false;
    await arena.next("script_reloaded");
    expect(await said()).toBe("new");
    expect((await arena.sources(name)).layers.find((one) => one.path === path)).toMatchObject({
      waits: false,
      valid: true,
      keeps: null,
      problem: null,
    });
  },
  30_000,
);

test("so does what a library's change asks for", async () => {
  let refuses = false;
  let refused = 0;
  const busy = withChecker(async () => {
    if (!refuses) return;
    refused += 1;
    throw new Fault("busy", "Not just now.");
  });
  const importer = `import { text } from "shared/words";\nexport function onMessage(message: BusMessage): void {\n  log.info(text);\n}\n`;
  const files = { "shared/words.ts": 'export const text = "old";\n', [path]: importer };
  await using arena = await openArena(busy, { files, stableMs: 5 });
  const said = async () => (await arena.execute("hit_simulator", null)).logs[0]?.message;
  expect(await said()).toBe("old");
  refuses = true;
  await arena.write("shared/words.ts", 'export const text = "new";\n');
  await expect.poll(() => refused, { timeout: 10_000 }).toBeGreaterThan(2);
  expect((await arena.sources("shared/words")).layers.find(({ layer }) => layer === "file")).toMatchObject({
    waits: true,
  });
  refuses = false;
  await expect.poll(said, { timeout: 20_000 }).toBe("new");
}, 40_000);

test("files of one realm that take for ever do not hold up another realm's", async () => {
  const home = await mkdtemp(join(tmpdir(), "scriptyard-realms-"));
  const other = { ...arenaRealm, id: newId("rlm"), name: "other", createdAt: 1 };
  {
    const { flows: _flows, live: _live, ...settings } = other;
    await using store = await createStore({ file: join(home, "arena.db") });
    await store.realms.create(settings);
  }
  let stuck = "";
  let isStuck = false;
  let release!: () => void;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = withChecker(async (realm) => {
    if (realm !== stuck) return;
    isStuck = true;
    await released;
  });
  {
    await using arena = await openArena(slow, { home, stableMs: 5 });
    stuck = arena.realm.id;
    await arena.write("@arena/wargame/bomb.ts", saying("bomb"));
    await expect.poll(() => isStuck, { timeout: 10_000 }).toBe(true);
    await arena.write("@other/wargame/quick.ts", saying("quick"));
    const reloaded = await arena.next("script_reloaded");
    expect(reloaded).toMatchObject({ realmId: other.id, name: "quick" });
    release();
    expect(await arena.next("script_reloaded")).toMatchObject({ realmId: stuck, name: "bomb" });
  }
  await rm(home, { recursive: true });
}, 40_000);
