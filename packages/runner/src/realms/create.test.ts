import { hosts } from "@scriptyard/hosts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";
import { decision, go } from "../testing/scripts.ts";
import { answer204, ending, event, heard, running } from "../testing/shop.ts";
import { onMessage, saying } from "../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

describe("a new realm", () => {
  test("runs what its host ships; one with the host's scripts has them, their samples and flows", async () => {
    await using lab = await openLab(machines, { hosts });
    const { runner, store } = lab;
    const empty = await runner.realms.create({ name: "empty", title: " Empty ", hostId: "identity" }, actor);
    expect(empty).toMatchObject({ name: "empty", title: "Empty", hostId: "identity", timeZone: "UTC" });
    expect(await store.scripts.heads(empty.id)).toEqual([]);
    const full = await runner.realms.create(
      { name: "full", title: "Full", hostId: "identity", from: { kind: "defaults" } },
      actor,
    );
    const scripts = await store.scripts.heads(full.id);
    expect(scripts.map(({ liveVersion }) => liveVersion)).toEqual(machines.host.defaults.map(() => null));
    expect((await store.flows.list(full.id)).map(({ name }) => name)).toContain("login");
    for (const realm of ["empty", "full"]) {
      const { module, name, samples } = machines.host.defaults.find((one) => one.samples.length > 0)!;
      const run = await runner.execute({ realm, module, name, args: samples[0]!.args }, actor);
      expect(run).toMatchObject({ status: "ok", sourceRef: { layer: "default" } });
    }
    const { sessionId } = await runner.startFlow(
      { realm: "full", flow: "login", mode: "live", context: {} },
      actor,
    );
    expect(sessionId).toMatch(/^fls_/);
    const game = await runner.realms.create(
      { name: "game", title: "Game", hostId: "wargame", from: { kind: "defaults" } },
      actor,
    );
    // What its host's modules ask for.
    expect((await store.triggers.list(game.id)).length).toBeGreaterThan(0);
  });

  test("asks nobody to answer for what its host ships: only changed lines are somebody's", async () => {
    await using lab = await openLab(machines);
    const { runner, store } = lab;
    const input = { name: "full", title: "Full", hostId: "identity", from: { kind: "defaults" as const } };
    const full = await runner.realms.create(input, { userId: null, requestId: null });
    const { module, name, source } = machines.host.defaults.find(({ hook }) => hook !== null)!;
    const script = (await store.scripts.byName(full.id, module, name))!;
    expect(await runner.draftEditors(script.id, actor)).toEqual([]);
    await runner.saveDraft({ scriptId: script.id, source: `${source}// mine\n`, baseRevision: 1 }, actor);
    expect(await runner.draftEditors(script.id, actor)).toEqual([{ userId: actor.userId, lines: 1 }]);
  });

  test("that cannot be says which field and why", async () => {
    await using lab = await openLab(machines);
    const { runner } = lab;
    const make = (more: object) =>
      ending(runner.realms.create({ name: "shop", title: "Shop", hostId: "identity", ...more }, actor));
    expect(await make({ name: "Not a name" })).toMatch(/^bad_request name: /);
    expect(await make({ title: " " })).toMatch(/^bad_request title: /);
    expect(await make({ hostId: "nobody" })).toMatch(/^bad_request hostId: .*identity/);
    expect(await make({ timeZone: "Nowhere" })).toMatch(/^bad_request timeZone: /);
    expect(await make({ settings: { nope: 1 } })).toMatch(/^bad_request settings/);
    expect(await make({ from: { kind: "copy", realm: "nowhere" } })).toMatch(
      /^not_found .*Known realms: test/,
    );
    expect(await make({})).toBe("done");
    expect(await make({})).toMatch(/^conflict name: /);
    await runner.realms.remove("shop", "shop", actor);
    expect(await make({})).toMatch(/^conflict name: .*deleted.*take it back/);
    const both = await Promise.all([make({ name: "twin" }), make({ name: "twin" })]);
    expect(both.map((one) => one.split(" ")[0]!).sort((a, b) => (a < b ? -1 : 1))).toEqual([
      "conflict",
      "done",
    ]);
  });

  test("of a configuration is made once, and left as it is from then on", async () => {
    await using lab = await openLab(machines);
    const { runner, store } = lab;
    const wanted = { name: "shop", title: "Shop", hostId: "identity" };
    expect(await runner.realms.ensure(wanted, actor)).toMatchObject({ created: true });
    await runner.updateRealm("shop", { title: "Mine" }, actor);
    expect(await runner.realms.ensure(wanted, actor)).toMatchObject({
      created: false,
      realm: { title: "Mine" },
    });
    expect((await store.realms.list()).filter(({ name }) => name === "shop")).toHaveLength(1);
  });

  test("that is a copy has what runs, drafts, samples, flows and settings of the other, and triggers that rest", async () => {
    await using lab = await openLab(machines);
    const { runner, store, realm } = lab;
    const library = await lab.publish("shared/words", 'export const word = "one";', { hook: null });
    const using = `import { word } from "shared/words";\n${onMessage("  log.info(word);")}`;
    const { scriptId } = await lab.publish("shop/greeter", using, heard);
    // The script stays bound to the library as it was.
    await lab.republish(library.scriptId, 'export const word = "two";');
    await lab.save(scriptId, `${using}\n// changed`);
    await store.samples.save({
      id: "smp_1" as never,
      scriptId: scriptId as never,
      name: "First",
      calls: [],
      description: "",
      args: [event],
      createdAt: 1,
      updatedAt: 1,
    });
    await lab.publish("login/risk", decision(go()));
    await lab.flow("login", [{ name: "risk", kind: "decision" }], [["risk", "done"]]);
    const endpoint = await lab.publish("shop/endpoint", answer204, { hook: "onRequest" });
    const config = { method: "POST", path: "/x", auth: "signature" };
    await runner.triggers.create(
      { realm: realm.name, kind: "http", name: "hook", config, scriptId: endpoint.scriptId as never },
      actor,
    );
    const copy = await runner.realms.create(
      { name: "copy", title: "Copy", from: { kind: "copy", realm: realm.name } },
      actor,
    );
    expect(copy).toMatchObject({ hostId: realm.hostId, settings: realm.settings, timeZone: realm.timeZone });
    expect(await running(lab, "copy", "greeter")).toBe("one");
    const script = (await store.scripts.byName(copy.id, "shop", "greeter"))!;
    expect((await store.drafts.get(script.id))!.source).toContain("// changed");
    expect(await store.samples.list(script.id)).toMatchObject([{ name: "First" }]);
    expect((await store.flows.list(copy.id)).map(({ name }) => name)).toEqual(["login"]);
    expect(await store.triggers.list(copy.id)).toMatchObject([
      {
        name: "hook",
        enabled: false,
        sealedSecret: null,
        disabledReason: expect.stringContaining("Copied from"),
      },
    ]);
    const [published] = await store.versions.events({ realmId: copy.id, scriptId: script.id });
    expect(published).toMatchObject({ version: 1, note: `Copied from ${realm.name}, version 1` });
    // They go their own ways from here.
    await runner.publish({ scriptId: script.id, note: "own", revision: 1 }, actor);
    await lab.republish(scriptId, saying("old one"));
    expect([await running(lab, "copy", "greeter"), await running(lab, realm.name, "greeter")]).toEqual([
      "two",
      "old one",
    ]);
  });

  test("does not take bytes over that somebody changed in the database", async () => {
    await using lab = await openLab(machines);
    const { version } = await lab.publish("shop/greeter", saying("hello"), heard);
    await lab.store.versions.rehash(version.id, "0".repeat(64));
    const from = { kind: "copy" as const, realm: lab.realm.name };
    expect(await ending(lab.runner.realms.create({ name: "copy", title: "C", from }, actor))).toMatch(
      /^internal/,
    );
    expect(await lab.store.realms.byName("copy")).toBeNull();
  });
});
