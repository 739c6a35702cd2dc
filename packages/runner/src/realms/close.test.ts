import { deletedRealmDays } from "@scriptyard/model";
import { startRetention } from "@scriptyard/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunnerEvent } from "../events/types.ts";
import type { Lab, Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";
import { decision, go } from "../testing/scripts.ts";
import { answer204, ending, event, heard, running } from "../testing/shop.ts";
import { onCall, saying } from "../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

describe("a realm that is closed", () => {
  /** A script, a flow at rest, and a trigger of each kind. */
  async function opened() {
    const lab = await openLab(machines);
    const { runner, realm } = lab;
    await runner.triggers.start();
    await runner.realms.create({ name: "other", title: "Other", hostId: realm.hostId }, actor);
    const { scriptId } = await lab.publish("shop/greeter", saying("hello"), heard);
    const http = await lab.publish("shop/endpoint", answer204, { hook: "onRequest" });
    const tool = await lab.publish("shop/tool", onCall("  return 1;"), { hook: "onCall" });
    await lab.publish("login/risk", decision(go()));
    await lab.flow("login", [{ name: "risk", kind: "decision" }], [["risk", "done"]]);
    const make = (kind: "bus" | "http" | "tool", name: string, config: object, of: string) =>
      runner.triggers.create(
        { realm: realm.name, kind, name, config: config as never, scriptId: of as never },
        actor,
      );
    const bus = await make("bus", "heard", { topic: "orders.created" }, scriptId);
    await make("http", "hook", { method: "GET", path: "/x", auth: "none" }, http.scriptId);
    await make("tool", "tool", { toolName: "add", summary: "Adds." }, tool.scriptId);
    return { lab, scriptId, triggerId: bus.trigger.id };
  }

  const hook = (lab: Lab, path = "/x") =>
    lab.runner.triggers.handleHook({
      realm: lab.realm.name,
      method: "GET",
      pathAndQuery: `/hooks/${lab.realm.name}${path}`,
      path,
      query: "",
      headers: {},
      ip: "127.0.0.1",
      readBody: async () => Buffer.alloc(0),
      verifyToken: async () => undefined,
    });

  test.each(["archive", "delete"])(
    "%s: every door answers so at once; what is there can be read",
    async (act) => {
      const { lab, scriptId, triggerId } = await opened();
      await using _ = lab;
      const { runner, realm, store } = lab;
      const name = realm.name;
      const walk = await lab.start("login");
      const doors: { [door: string]: () => Promise<unknown> } = {
        execute: () => runner.execute({ realm: name, module: "shop", name: "greeter", args: [event] }, actor),
        flow: () => lab.start("login"),
        walk: () => runner.submitFlow({ sessionId: walk.sessionId, secret: walk.secret!, form: null }, actor),
        message: () => runner.triggers.publish(name, { topic: "orders.created", payload: {} }),
        tool: () => runner.triggers.callTool(name, "add", {}, actor),
        test: () => runner.triggers.test({ id: triggerId, event, applyEffects: false }, actor),
        preview: () => runner.preview({ scriptId, args: [event] } as never, actor),
        save: () => runner.saveDraft({ scriptId, source: saying("new"), baseRevision: 1 }, actor),
        publish: () => runner.publish({ scriptId, note: "n", revision: 1 }, actor),
        trigger: () => runner.triggers.update(triggerId, { enabled: false }, actor),
        removeTrigger: () => runner.triggers.remove(triggerId, actor),
        title: () => runner.updateRealm(name, { title: "New" }, actor),
        policy: () => runner.updatePolicy(name, { defaultLevel: "safe", rules: [], levels: {} }, actor),
      };
      expect((await hook(lab)).status).toBe(204);
      expect(runner.triggers.stats().running).toBe(3);
      if (act === "archive") await runner.realms.archive(name, actor);
      else await runner.realms.remove(name, name, actor);
      for (const [door, knock] of Object.entries(doors))
        expect([door, await ending(knock())]).toEqual([
          door,
          expect.stringMatching(/^realm_closed The realm/),
        ]);
      const refused = await hook(lab);
      expect(refused).toMatchObject({
        status: 423,
        body: expect.stringContaining("The endpoint is closed."),
      });
      expect(String(refused.body)).not.toMatch(/realm|admin/i);
      // Who guesses names of realms is told nothing of them.
      expect(await hook(lab, "/anything")).toMatchObject({ status: 404 });
      expect(runner.triggers.stats().running).toBe(0);
      // Nothing of it is lost, and all of it is shown.
      expect((await runner.triggers.list(name)).map((one) => one.enabled)).toEqual([true, true, true]);
      expect((await runner.policy(name)).scripts).toContain("shop/greeter");
      expect(await runner.check({ scriptId }, actor)).toEqual([]);
      expect(await store.scripts.byId(scriptId)).toMatchObject({ liveVersion: 1 });
      // Others go on.
      expect(await ending(runner.updateRealm("other", { title: "New" }, actor))).toBe("done");

      await runner.realms.restore(name, actor);
      expect(runner.triggers.stats().running).toBe(3);
      expect((await hook(lab)).status).toBe(204);
      expect(await running(lab, name, "greeter")).toBe("hello");
    },
  );

  test("a deleted one can be taken back for seven days, with its name typed, and never the last", async () => {
    await using lab = await openLab(machines);
    const { runner, clock, realm } = lab;
    const { name } = realm;
    expect(await ending(runner.realms.remove(name, name, actor))).toMatch(/^conflict .*only realm/);
    await runner.realms.create({ name: "other", title: "Other", hostId: realm.hostId }, actor);
    expect(await ending(runner.realms.remove(name, "other", actor))).toMatch(/^bad_request name: type/);
    expect(await ending(runner.realms.restore(name, actor))).toMatch(/^conflict .*open already/);
    await runner.realms.archive(name, actor);
    expect(await ending(runner.realms.archive(name, actor))).toMatch(/^conflict .*archived already/);
    await runner.realms.remove(name, name, actor);
    expect(await ending(runner.realms.remove(name, name, actor))).toMatch(/^conflict .*deleted already/);
    clock.now += deletedRealmDays * 86_400_000 - 1;
    expect(await runner.realms.restore(name, actor)).not.toHaveProperty("closed");
    await runner.realms.remove(name, name, actor);
    clock.now += deletedRealmDays * 86_400_000;
    expect(await ending(runner.realms.restore(name, actor))).toMatch(/^gone/);
  });

  test("is told once to whoever listens, in its security events and in the log", async () => {
    const lines: string[] = [];
    const log = { info: (_: object, line: string) => void lines.push(line), warn() {}, error() {} };
    await using lab = await openLab(machines, { log });
    const { runner, realm, store } = lab;
    const stop = new AbortController();
    const told: RunnerEvent[] = [];
    const events = runner.events({ types: ["realms"] }, stop.signal);
    const listening = (async () => {
      for await (const one of events) told.push(one);
    })();
    const other = await runner.realms.create({ name: "other", title: "Other", hostId: realm.hostId }, actor);
    await runner.updateRealm("other", { title: "Another" }, actor);
    await runner.realms.archive("other", actor);
    await runner.realms.restore("other", actor);
    await runner.realms.remove("other", "other", actor);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await listening;
    expect(told.map((one) => one.type === "realms" && `${one.name} ${one.change}`)).toEqual([
      "other created",
      "other changed",
      "other archived",
      "other restored",
      "other deleted",
    ]);
    const { items: kept } = await store.securityEvents.list(other.id, { kind: "realm" }, { limit: 10 });
    expect(kept.map(({ message }) => message).sort()).toEqual([
      "The realm was archived: nothing runs in it.",
      "The realm was deleted. It can be taken back for seven days.",
      "The realm was made, of the host Identity.",
      "The realm, which was archived, was taken back.",
    ]);
    expect(lines.filter((line) => line.startsWith("changed: realm."))).toEqual([
      "changed: realm.create other",
      "changed: realm.settings other",
      "changed: realm.archive other",
      "changed: realm.restore other",
      "changed: realm.delete other",
    ]);
  });

  test("is told of when it goes for good, also to whoever still looks at it", async () => {
    const changes: object[] = [];
    const log = { info: (change: object) => void changes.push(change), warn() {}, error() {} };
    await using lab = await openLab(machines, { log });
    const { runner, realm, store, clock } = lab;
    const other = await runner.realms.create({ name: "other", title: "Other", hostId: realm.hostId }, actor);
    await runner.realms.remove("other", "other", actor);
    const stop = new AbortController();
    const told: RunnerEvent[] = [];
    const listening = [{}, { realmId: other.id }, { realmId: realm.id }].map(async (filter) => {
      for await (const one of runner.events({ ...filter, types: ["realms"] }, stop.signal)) told.push(one);
    });
    clock.now += deletedRealmDays * 86_400_000 + 1;
    using retention = startRetention(store, {
      now: () => clock.now,
      onRemoved: (one) => runner.realms.removed(one),
    });
    expect(await retention.prune()).toMatchObject({ realms: ["other"] });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await Promise.all(listening);
    // Whoever follows every realm, and whoever follows that one; who follows another learns nothing of it.
    const event = { type: "realms", realmId: other.id, name: "other", change: "removed", userId: null };
    expect(told).toEqual([event, event].map((one) => ({ ...one, at: clock.now })));
    expect(changes.at(-1)).toMatchObject({ act: "realm.remove", realmId: other.id, subject: "other" });
  });
});
