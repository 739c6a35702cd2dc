// Long: what a scripts folder does to a realm, in the order in which a reader meets it, over one lab.
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Execution } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openArena } from "../../testing/arena.ts";
import type { Machines } from "../../testing/lab.ts";
import { actor, startMachines } from "../../testing/lab.ts";
import { saying } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

/** A handler whose log line says which text it is. */
const said = (execution: Execution) => execution.logs[0]?.message ?? execution.error?.message;
const attack = { type: "attack", battle: "b", attacker: "red-1", target: "blue-1", weapon: "rifle" };
const path = "wargame/hit_simulator.ts";

describe("layers", () => {
  test("a default runs when there is nothing else; the record says so and can be replayed", async () => {
    await using arena = await openArena(machines);
    const execution = await arena.execute("event_processor", attack);
    expect(execution).toMatchObject({
      status: "ok",
      versionId: null,
      sourceRef: { layer: "default", path: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      effects: [{ name: "publish", args: ["battle.hit", expect.objectContaining({ attacker: "red-1" })] }],
    });
    const replayed = await arena.runner.replay({ executionId: execution.id }, actor);
    expect(replayed).toMatchObject({ same: true, sameImage: true });
    expect(await arena.sources("wargame/event_processor")).toMatchObject({
      hook: "onMessage",
      active: "default",
      liveText: "default",
      scriptId: execution.scriptId,
    });
  });

  test("the limits of its module are a script's defaults", async () => {
    await using arena = await openArena(machines);
    expect((await arena.execute("event_processor", attack)).limits.timeoutMs).toBe(1_000);
  });

  test("file over default, version over file; each is in the status with its hash", async () => {
    await using arena = await openArena(machines, { files: { [path]: saying("file") } });
    const first = await arena.execute("hit_simulator", attack);
    expect(said(first)).toBe("file");
    expect(first.sourceRef).toMatchObject({ layer: "file", path });
    const { runner, store } = arena;
    const draft = await store.drafts.get(first.scriptId);
    // Nobody had it before the file came, so its draft starts as the file.
    expect(draft?.source).toBe(saying("file"));
    await runner.saveDraft({ scriptId: first.scriptId, source: saying("version"), baseRevision: 1 }, actor);
    await runner.publish({ scriptId: first.scriptId, note: "n", revision: 2 }, actor);
    const second = await arena.execute("hit_simulator", attack);
    expect(said(second)).toBe("version");
    expect(second.sourceRef).toMatchObject({ layer: "version" });
    expect(await arena.next("script_layer_changed")).toMatchObject({ from: "file", to: "version" });
    expect((await arena.sources("wargame/hit_simulator")).layers).toMatchObject([
      { layer: "version", present: true, valid: true, active: true, version: 1 },
      { layer: "file", present: true, valid: true, active: false, path, sha256: first.sourceRef?.sha256 },
      { layer: "default", present: true, valid: true, active: false },
    ]);
    // The file that ran is not live any more, and still replays as it ran.
    expect(said((await runner.replay({ executionId: first.id }, actor)).execution)).toBe("file");
    expect(await runner.keptSource(first.sourceRef?.kept ?? "")).toBe(saying("file"));
  });

  test("the extension picks the language, whatever the default is written in", async () => {
    const file = 'export function onMessage(message) {\n  log.info("js " + message.topic);\n}\n';
    await using arena = await openArena(machines, { files: { "wargame/hit_simulator.js": file } });
    const execution = await arena.execute("hit_simulator", attack);
    expect([said(execution), execution.language]).toEqual(["js battle.event", "javascript"]);
  });

  test("a file below @realm goes before the one for every realm, and is for that realm only", async () => {
    const files = { [path]: saying("everybody"), [`@arena/${path}`]: saying("arena") };
    await using arena = await openArena(machines, { files });
    const { id: _id, ...rest } = arena.realm;
    await arena.store.realms.create({ ...rest, id: newId("rlm"), name: "second" });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("arena");
    expect(said(await arena.execute("hit_simulator", attack, "second"))).toBe("everybody");
    await arena.remove(`@arena/${path}`);
    expect(await arena.next("script_layer_changed")).toMatchObject({ from: "file", to: "file", path });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("everybody");
  });

  test("a script that no host ships is adopted with the hook it exports", async () => {
    await using arena = await openArena(machines, { files: { "wargame/scouting.ts": saying("new") } });
    const execution = await arena.execute("scouting", null);
    expect([said(execution), execution.hook]).toEqual(["new", "onMessage"]);
    expect((await arena.store.scripts.byId(execution.scriptId))?.name).toBe("scouting");
  });

  test("a version carries the libraries it has from files and defaults", async () => {
    await using arena = await openArena(machines);
    const { runner, store } = arena;
    const { scriptId } = await arena.execute("hit_simulator", {
      ...attack,
      distance: 1,
      cover: 0,
      heightGain: 0,
    });
    const draft = (await store.drafts.get(scriptId))!;
    await runner.publish({ scriptId, note: "as it is", revision: draft.revision }, actor);
    const version = (await store.versions.byNumber(scriptId, 1))!;
    expect(version.libraries.map((one) => [one.specifier, "layer" in one && one.layer])).toEqual([
      ["shared/battle", "default"],
      ["shared/rand", "default"],
    ]);
    await arena.write(
      "shared/rand.ts",
      "export const rand = { float: () => 2, int: () => 0, chance: () => true };\n",
    );
    await arena.next("script_layer_changed");
    const shot = { ...attack, distance: 1, cover: 0, heightGain: 0 };
    const published = await arena.execute("hit_simulator", shot);
    expect(published).toMatchObject({ status: "ok", version: 1 });
    expect(JSON.stringify(published.effects)).not.toContain('"roll":2');
  });
});

describe("what is not valid", () => {
  test.each([
    [
      "a type error",
      "export function onMessage(message: BusMessage): void {\n  log.info(message.tpic);\n}\n",
      /:2:20 .*tpic/,
    ],
    ["a syntax error", "export function onMessage( {", /hit_simulator:1/],
    [
      "an unknown library",
      'import { x } from "shared/nothing";\nexport function onMessage(): void { x(); }\n',
      /shared\/nothing/,
    ],
    ["a top level that throws", `${saying("x")}throw new Error("at the top");\n`, /does not load/],
    [
      "the wrong hook",
      "export function onRequest(): HookResponse { return { status: 200 }; }\n",
      /onMessage/,
    ],
    ["nothing", "", /is empty/],
  ])("%s: the next layer is used, and the status says why", async (_name, text, why) => {
    await using arena = await openArena(machines, { files: { [path]: text } });
    const shot = { ...attack, distance: 1, cover: 0, heightGain: 0 };
    const execution = await arena.execute("hit_simulator", shot);
    expect(execution).toMatchObject({ status: "ok", sourceRef: { layer: "default" } });
    const file = (await arena.sources("wargame/hit_simulator")).layers.find((one) => one.layer === "file");
    expect(file).toMatchObject({
      present: true,
      valid: false,
      active: false,
      problem: expect.stringMatching(why),
    });
    const failed = arena.events.find((event) => event.type === "script_reload_failed");
    expect(failed).toMatchObject({ path, keeps: "next-layer" });
  });

  test("files that are for nobody are listed with the reason", async () => {
    await using arena = await openArena(machines, {
      files: {
        "economy/tax.ts": saying("x"),
        "@nobody/wargame/x.ts": saying("x"),
        "loose.ts": "",
        "wargame/a.py": "",
        "tools/a.py": "",
      },
    });
    await writeFile(join(arena.folder, "..", "secret.ts"), saying("secret"));
    await symlink("../../secret.ts", join(arena.folder, "wargame", "link.ts"));
    expect(await arena.next("script_reload_failed")).toMatchObject({ path: "wargame/link.ts" });
    const { unused, moreUnused } = await arena.runner.sourcesFolder("arena");
    expect(moreUnused).toBe(0);
    expect(unused.map(({ path, message }) => `${path}: ${message.slice(0, 40)}`)).toEqual([
      '@nobody/wargame/x.ts: There is no realm "nobody". Known realms',
      'economy/tax.ts: No host ships a module "economy". Move t',
      "loose.ts: It lies in no module. Move it into a fol",
      'wargame/a.py: No language has the extension ".py". Use',
    ]);
    const link = await arena.sources("wargame/link");
    expect(link.layers[1]).toMatchObject({ valid: false, problem: expect.stringContaining("outside") });
  });

  test("two files for one script: neither is new, until one of them goes", async () => {
    await using arena = await openArena(machines, { files: { [path]: saying("ts") } });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("ts");
    await arena.write("wargame/hit_simulator.js", 'export function onMessage() { log.info("js"); }');
    expect(await arena.next("script_reload_failed")).toMatchObject({
      message: expect.stringContaining(path),
    });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("ts");
    await arena.remove(path);
    await arena.next("script_reloaded");
    expect(said(await arena.execute("hit_simulator", attack))).toBe("js");
  });
});

describe("hot reload", () => {
  test("a saved file is live, a broken one keeps the text before, a deleted one gives way to the default", async () => {
    await using arena = await openArena(machines, { files: { [path]: saying("one") } });
    const one = await arena.execute("hit_simulator", attack);
    expect(said(one)).toBe("one");
    await arena.write(path, saying("two"));
    expect(await arena.next("script_reloaded")).toMatchObject({ path, live: true, version: null });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("two");
    await arena.replace(path, saying("three"));
    await arena.next("script_reloaded");
    expect(said(await arena.execute("hit_simulator", attack))).toBe("three");
    // Nobody has touched the draft, so it went along.
    expect((await arena.store.drafts.get(one.scriptId))?.source).toBe(saying("three"));

    await arena.write(path, saying("four").replace("topic", "").replace("log.info", "log.inform"));
    expect(await arena.next("script_reload_failed")).toMatchObject({
      path,
      keeps: "previous",
      diagnostics: [expect.objectContaining({ line: 2, code: "ts2551" })],
    });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("three");
    expect((await arena.sources("wargame/hit_simulator")).layers[1]).toMatchObject({
      valid: false,
      active: true,
      keeps: expect.stringMatching(/^[0-9a-f]{64}$/),
    });

    await arena.remove(path);
    expect(await arena.next("script_layer_changed")).toMatchObject({ from: "file", to: "default" });
    expect(await arena.execute("event_processor", attack)).toMatchObject({ sourceRef: { layer: "default" } });
    expect((await arena.sources("wargame/hit_simulator")).active).toBe("default");
  });

  test("a draft that somebody edits stays theirs", async () => {
    await using arena = await openArena(machines, { files: { [path]: saying("one") } });
    const { scriptId } = await arena.execute("hit_simulator", attack);
    await arena.runner.saveDraft({ scriptId, source: saying("mine"), baseRevision: 1 }, actor);
    await arena.write(path, saying("two"));
    await arena.next("script_reloaded");
    expect((await arena.store.drafts.get(scriptId))?.source).toBe(saying("mine"));
  });

  test("a renamed file moves", async () => {
    await using arena = await openArena(machines, { files: { "wargame/first.ts": saying("moved") } });
    expect(said(await arena.execute("first", null))).toBe("moved");
    await arena.move("wargame/first.ts", "wargame/second.ts");
    await arena.next("script_reloaded");
    expect(said(await arena.execute("second", null))).toBe("moved");
    await expect.poll(async () => (await arena.sources("wargame/first")).active).toBeNull();
    await expect(arena.execute("first", null)).rejects.toThrow(/no file or default stands in/);
  });

  test("a file that is written piece by piece never runs in pieces", async () => {
    // Longer than any pause of a busy machine between two writes below.
    await using arena = await openArena(machines, { files: { [path]: saying("before") }, stableMs: 800 });
    await arena.execute("hit_simulator", attack);
    // Every prefix that ends a statement is a valid script of its own.
    const parts = [
      saying("after"),
      ...Array.from({ length: 10 }, (_, i) => `export const part${i} = ${i};\n`),
    ];
    const seen = new Set<string>();
    let text = "";
    for (const part of parts) {
      text += part;
      await arena.write(path, text);
      seen.add(String((await arena.execute("hit_simulator", attack)).sourceRef?.sha256));
    }
    await arena.next("script_reloaded");
    const last = await arena.execute("hit_simulator", attack);
    expect(seen.size).toBe(1);
    expect(await arena.runner.keptSource(last.sourceRef?.kept ?? "")).toBe(text);
  });

  test("what runs meanwhile finishes on the text it started with", async () => {
    const slow = (text: string) =>
      `export function onMessage(message: BusMessage): void {\n  let n = 0;\n  for (let i = 0; i < 4_000_000; i++) n += i % 7;\n  log.info("${text}", { n });\n}\n`;
    await using arena = await openArena(machines, { files: { [path]: slow("old") } });
    await arena.execute("hit_simulator", attack);
    const running = arena.execute("hit_simulator", attack);
    await arena.write(path, slow("new"));
    await arena.next("script_reloaded");
    expect(said(await running)).toBe("old");
    expect(said(await arena.execute("hit_simulator", attack))).toBe("new");
  });

  test("a library reaches its importers; one that it does not fit keeps the library it had", async () => {
    const uses = (word: string) =>
      `import { greet } from "shared/words";\nexport function onMessage(message: BusMessage): void {\n  log.info(greet() + " ${word}");\n}\n`;
    await using arena = await openArena(machines, {
      files: {
        "shared/words.ts": 'export const greet = (): string => "hello";\n',
        [path]: uses("world"),
      },
    });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("hello world");
    await arena.write("shared/words.ts", 'export const greet = (): string => "good day";\n');
    await arena.next("script_reloaded");
    await expect.poll(async () => said(await arena.execute("hit_simulator", attack))).toBe("good day world");

    await arena.write("shared/words.ts", 'export const salute = (): string => "ahoy";\n');
    expect(await arena.next("script_reload_failed")).toMatchObject({ path, keeps: "previous" });
    expect(said(await arena.execute("hit_simulator", attack))).toBe("good day world");
    await arena.write(path, uses("sailor").replaceAll("greet", "salute"));
    await arena.next("script_reloaded");
    expect(said(await arena.execute("hit_simulator", attack))).toBe("ahoy sailor");
  });

  test("a default that does not fit the realm's libraries runs with those it was shipped with, loudly", async () => {
    await using arena = await openArena(machines, {
      files: { "shared/rand.ts": "export const dice = 6;\n" },
    });
    const shot = { ...attack, distance: 1, cover: 0, heightGain: 0 };
    expect(await arena.execute("hit_simulator", shot)).toMatchObject({ status: "ok" });
    expect(await arena.next("script_reload_failed")).toMatchObject({
      path: null,
      message: expect.stringContaining("libraries it was shipped with"),
    });
    expect((await arena.sources("wargame/hit_simulator")).layers.at(-1)).toMatchObject({
      active: true,
      problem: expect.stringContaining("rand"),
    });
  });

  test("a published script is not touched; the event says which version goes before the file", async () => {
    await using arena = await openArena(machines);
    const { scriptId } = await arena.execute("event_processor", attack);
    const draft = (await arena.store.drafts.get(scriptId))!;
    await arena.runner.publish({ scriptId, note: "n", revision: draft.revision }, actor);
    await arena.write("wargame/event_processor.ts", saying("file"));
    expect(await arena.next("script_reloaded")).toMatchObject({ live: false, version: 1 });
    expect(await arena.execute("event_processor", attack)).toMatchObject({ version: 1 });
  });

  test("switched off, files are read once at the start", async () => {
    await using arena = await openArena(machines, { files: { [path]: saying("one") }, hotReload: false });
    await arena.write(path, saying("two"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(said(await arena.execute("hit_simulator", attack))).toBe("one");
    expect(await arena.runner.sourcesFolder("arena")).toMatchObject({ watching: "off", hasFiles: true });
  });

  test("after a restart the files are what they are now", async () => {
    const home = await mkdtemp(join(tmpdir(), "scriptyard-restart-"));
    let first: Execution;
    {
      await using arena = await openArena(machines, { home, files: { [path]: saying("before") } });
      first = await arena.execute("hit_simulator", attack);
    }
    {
      await using arena = await openArena(machines, { home, files: { [path]: saying("after") } });
      expect(said(await arena.execute("hit_simulator", attack))).toBe("after");
      const replayed = await arena.runner.replay({ executionId: first.id }, actor);
      expect([said(replayed.execution), replayed.same]).toEqual(["before", true]);
    }
    await rm(home, { recursive: true });
  });
});
