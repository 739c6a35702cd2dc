import { countStates, newId, type Script } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../router.ts";
import { createWorld, type World } from "../testing/world.ts";

// What is asserted is what the time goes into: bytes of answers, and texts that are read for them.
let world: World;
const scripts = 10_000;
const perModule = 50;
const big = "big";
beforeAll(async () => {
  world = await createWorld();
  const realm = await world.store.realms.create({ ...world.realm, id: newId("rlm"), name: big });
  for (let n = 0; n < scripts; n++) {
    const script: Script = {
      id: newId("scr"),
      realmId: realm.id,
      module: `growth-${String(Math.floor(n / perModule)).padStart(3, "0")}`,
      name: `script-${n}`,
      hook: "onExecute",
      language: "javascript",
      description: `Script number ${n}`,
      limits: {},
      securityLevel: "default",
      liveVersion: null,
      liveVersionId: null,
      retiredVersion: null,
      createdAt: n,
      updatedAt: n,
    };
    await world.store.scripts.create(script, { source: `// ${n}\n`, userId: null }, []);
  }
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

/** Procedures as an operator, with how often a text was read for them. */
async function watched() {
  let texts = 0;
  const counting = <T extends object>(part: T, ...names: (keyof T)[]): T =>
    new Proxy(part, {
      get(target, name) {
        if (names.includes(name as keyof T)) texts += 1;
        return Reflect.get(target, name);
      },
    });
  const { store } = world;
  const watchedStore: Store = new Proxy(store, {
    get(target, name) {
      if (name === "drafts") return counting(store.drafts, "get");
      if (name === "versions") return counting(store.versions, "byId", "byNumber");
      return Reflect.get(target, name);
    },
  });
  const context = await world.context("operator");
  return { caller: createCaller({ ...context, store: watchedStore }), texts: () => texts };
}

const bytes = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer));

test("the tree of 10 000 scripts is its modules: 150 KB at most, and no text is read", async () => {
  const { caller, texts } = await watched();
  const tree = await caller.scripts.tree({ realm: big });
  expect(tree).toMatchObject({ scripts, next: null });
  expect(tree.modules.length).toBe(scripts / perModule);
  expect(tree.modules[0]).toEqual({
    module: "growth-000",
    scripts: perModule,
    live: 0,
    changed: 0,
    failing: 0,
  });
  expect(bytes(tree)).toBeLessThan(150_000);
  await caller.flows.list({ realm: big });
  expect(texts()).toBe(0);
});

test("pages of modules and of scripts, searches and single rows are as small", async () => {
  const { caller, texts } = await watched();
  const half = await caller.scripts.tree({ realm: big, limit: 120 });
  const rest = await caller.scripts.tree({ realm: big, limit: 120, cursor: half.next });
  expect([half.modules.length, rest.modules.length, rest.next]).toEqual([120, 80, null]);
  const module = await caller.scripts.list({ realm: big, module: "growth-007", limit: 200 });
  expect(module.items.length).toBe(perModule);
  const page = await caller.scripts.list({ realm: big, limit: 200 });
  expect(page.next).toBe(`growth-003/${page.items.at(-1)!.name}`);
  const search = await caller.scripts.search({ realm: big, text: "number 99", limit: 100 });
  const ninetyNines = Array.from({ length: scripts }, (_, n) => `${Math.floor(n / perModule)} ${n}`);
  const found = ninetyNines.filter((numbers) => numbers.includes("99")).length;
  expect([search.items.length, search.more]).toEqual([100, found - 100]);
  expect(bytes(page)).toBeLessThan(150_000);
  expect(bytes(search)).toBeLessThan(150_000);
  const { items } = await caller.scripts.search({ realm: big, text: "growth-199/script-9999" });
  expect(items[0]).toMatchObject({ module: "growth-199", name: "script-9999" });
  const one = await caller.scripts.named({ realm: big, ids: [items[0]!.id] });
  expect(one.modules).toEqual([expect.objectContaining({ module: "growth-199", scripts: perModule })]);
  const recent = await caller.scripts.recent({ realm: big });
  expect(recent.map(({ name }) => name)[0]).toBe("script-9999");
  expect(texts()).toBe(0);
});

test("a text is read only of rows that are shown and differ, and compared once per revision", async () => {
  const author = await world.as("author");
  const { item, draft } = await author.scripts.get({ realm: "acme", module: "login", name: "risk-check" });
  await author.drafts.save({ scriptId: item.id, source: `${draft.source}// more\n`, baseRevision: 1 });
  const { caller, texts } = await watched();
  const shown = await caller.scripts.list({ realm: "acme", module: "login" });
  expect(shown.items.find(({ name }) => name === "risk-check")).toMatchObject({
    status: "live-with-changes",
    changedLines: 1,
  });
  const first = texts();
  expect(first).toBeLessThanOrEqual(2);
  await caller.scripts.list({ realm: "acme", module: "login" });
  expect(texts()).toBe(first);
});

test("modules say what their scripts say, and lists what the editor's header says, after every act", async () => {
  const author = await world.as("author");
  const at = { realm: "acme", module: "counted", name: "one" };
  const same = async () => {
    const { items } = await author.scripts.list({ realm: "acme", limit: 200 });
    const { modules } = await author.scripts.tree({ realm: "acme" });
    const names = [...new Set(items.map(({ module }) => module))];
    const ofModule = (module: string) => items.filter((one) => one.module === module);
    expect(modules).toEqual(names.map((module) => ({ module, ...countStates(ofModule(module)) })));
    for (const { failures: _, ...listed } of items) {
      const { realm } = at;
      const { item } = await author.scripts.get({ realm, module: listed.module, name: listed.name });
      expect(listed).toEqual(item);
    }
    const { item } = await author.scripts.get(at);
    const { items: alone, modules: own } = await author.scripts.named({ realm: "acme", ids: [item.id] });
    expect(alone).toEqual(items.filter(({ id }) => id === item.id));
    expect(own).toEqual(modules.filter(({ module }) => module === at.module));
    return item;
  };
  const source = "export function onExecute() { return { action: 'continue' }; }\n";
  const made = await author.scripts.create({ ...at, hook: "onExecute", language: "javascript", source });
  const scriptId = made.script.id;
  expect(await same()).toMatchObject({ status: "never-published" });
  await author.versions.publish({ scriptId, note: "first", revision: 1 });
  expect(await same()).toMatchObject({ status: "live", changedLines: 0 });
  const save = (text: string, baseRevision: number) =>
    author.drafts.save({ scriptId, source: text, baseRevision });
  await save(source.replaceAll("\n", "\r\n"), 1);
  expect(await same()).toMatchObject({ status: "live" });
  await save(`${source}// more\n`, 2);
  expect(await same()).toMatchObject({ status: "live-with-changes", changedLines: 1 });
  await author.versions.publish({ scriptId, note: "second", revision: 3 });
  expect(await same()).toMatchObject({ status: "live", liveVersion: 2 });
  await author.versions.rollback({ scriptId, toVersion: 1, note: "back" });
  expect(await same()).toMatchObject({ status: "live-with-changes", liveVersion: 1 });
});
