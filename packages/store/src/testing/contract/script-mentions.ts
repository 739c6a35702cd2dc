import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { aPublish, aRealm, aScript } from "../fixtures.ts";

export function scriptMentionsContract({ store }: Subject): void {
  async function aRealmWith(texts: { [called: string]: string }) {
    const realm = await store().realms.create(aRealm());
    const made = Object.entries(texts).map(async ([called, source]) => {
      const [module = "", name = ""] = called.split("/");
      const hook = module === "shared" ? null : "onExecute";
      return store().scripts.create(aScript(realm, { module, name, hook }), { source, userId: null }, []);
    });
    return { realm, scripts: await Promise.all(made) };
  }
  const called = (items: readonly { module: string; name: string }[]) =>
    items.map(({ module, name }) => `${module}/${name}`);

  test("scripts are found by words in their drafts, in their own realm, by name, with the text", async () => {
    const texts = {
      "login/b": 'import { a } from "shared/dates_a";',
      "login/a": "'shared/dates_a' again",
      "login/c": 'from "shared/datesXa"; 100% of "shared/other"',
      "shared/dates_a": "export const a = 1;",
    };
    const { realm, scripts } = await aRealmWith(texts);
    await aRealmWith(texts);
    const search = (words: string[], limit = 10) =>
      store().scripts.mentioning(realm.id, { words, limit, units: 1_000 });
    const textsOf = async ({ items }: { items: { id: string }[] }) =>
      store().scripts.texts(items.map(({ id }) => id));
    const found = await search(["shared/dates_a"]);
    expect(found).toEqual({
      items: [
        { id: scripts[1]!.id, units: texts["login/a"].length },
        { id: scripts[0]!.id, units: texts["login/b"].length },
      ],
      more: 0,
    });
    expect((await textsOf(found))[0]).toEqual({
      id: scripts[1]!.id,
      module: "login",
      name: "a",
      hook: "onExecute",
      language: scripts[1]!.language,
      liveVersion: null,
      revision: 1,
      source: "'shared/dates_a' again",
    });
    const some = await search(["dates_a", "other"], 1);
    expect([called(await textsOf(some)), some.more]).toEqual([["login/a"], 2]);
    expect((await search(["100%"])).items).toHaveLength(1);
    expect((await search(["1%0"])).items).toEqual([]);
  });

  test("texts that are too much together are counted and not read; so are none that are known", async () => {
    const texts = { "login/a": "word".repeat(10), "login/b": "word".repeat(10), "login/c": "word" };
    const { realm, scripts } = await aRealmWith(texts);
    const search = { words: ["word"], limit: 10 };
    const some = await store().scripts.mentioning(realm.id, { ...search, units: 79 });
    expect(some).toEqual({ items: [{ id: scripts[0]!.id, units: 40 }], more: 2 });
    const except = [scripts[0]!.id];
    const others = await store().scripts.mentioning(realm.id, { ...search, units: 79, except });
    expect([others.items.map(({ id }) => id), others.more]).toEqual([[scripts[1]!.id, scripts[2]!.id], 0]);
  });

  test("libraries are listed without their texts, and texts answered by id", async () => {
    const { realm, scripts } = await aRealmWith({ "login/a": "x", "shared/b": "y", "shared/a": "z" });
    const heads = await store().scripts.libraryHeads(realm.id);
    expect(called(heads)).toEqual(["shared/a", "shared/b"]);
    expect(heads[0]).toMatchObject({ id: scripts[2]!.id, revision: 1 });
    expect(heads[0]).not.toHaveProperty("source");
    const ids = [scripts[1]!.id, scripts[0]!.id, newId("scr")];
    expect((await store().scripts.texts(ids)).map(({ source }) => source)).toEqual(["x", "y"]);
  });

  test("libraries are read by pages of so much text, and of one at least", async () => {
    const texts = {
      "login/a": "x",
      "shared/b": "y".repeat(10),
      "shared/a-b": "z".repeat(30),
      "shared/a": "w",
    };
    const { realm } = await aRealmWith(texts);
    const page = async (after: string | null, units: number) => {
      const { items, next } = await store().scripts.libraryTexts(realm.id, { after, units });
      return [items.map(({ name, source }) => `${name} ${source.length}`), next];
    };
    expect(await page(null, 1_000)).toEqual([["a 1", "a-b 30", "b 10"], null]);
    expect(await page(null, 31)).toEqual([["a 1", "a-b 30"], "shared/a-b"]);
    expect(await page("shared/a", 5)).toEqual([["a-b 30"], "shared/a-b"]);
    expect(await page("shared/a-b", 5)).toEqual([["b 10"], null]);
    expect(await page("shared/b", 5)).toEqual([[], null]);
  });

  test("live versions tell which libraries they run with, as many as are asked for", async () => {
    const { realm, scripts } = await aRealmWith({ "login/a": "x", "login/b": "y", "login/c": "z" });
    const [a, b] = scripts;
    const pin = (specifier: string) => ({
      specifier,
      scriptId: newId("scr"),
      versionId: newId("ver"),
      version: 2,
      sha256: "0".repeat(64),
    });
    const publish = (script: typeof a, libraries: ReturnType<typeof pin>[]) => {
      const made = aPublish(script!, { source: "x" });
      return store().versions.publish({ ...made, version: { ...made.version, libraries } });
    };
    await publish(a, [pin("shared/dates"), pin("shared/x")]);
    await publish(b, [pin("shared/dates-more")]);
    const pins = (limit = 10) => store().scripts.livePins(realm.id, { specifier: "shared/dates", limit });
    const own = { id: a!.id, module: "login", name: "a", version: 1 };
    expect(await pins()).toEqual({ items: [own], more: 0 });
    await publish(scripts[2]!, [pin("shared/dates")]);
    expect(await pins(1)).toEqual({ items: [own], more: 1 });
    await publish(a, []);
    await publish(scripts[2]!, []);
    expect(await pins()).toEqual({ items: [], more: 0 });
  });

  test("drafts are saved together: all of them, or none where one has moved on", async () => {
    const { scripts } = await aRealmWith({ "login/a": "one", "login/b": "two" });
    const save = (revisions: number[], text: string) =>
      store().drafts.saveAll(
        scripts.map(({ id }, n) => ({
          scriptId: id,
          source: `${text} ${n}`,
          baseRevision: revisions[n]!,
          userId: null,
          act: { kind: "rename", scripts: 2 } as const,
          nowMs: 5_000,
        })),
      );
    const texts = () => Promise.all(scripts.map(async ({ id }) => (await store().drafts.get(id))!.source));
    const saved = await save([1, 1], "new");
    expect(saved.ok && saved.drafts.map(({ revision }) => revision)).toEqual([2, 2]);
    expect(await texts()).toEqual(["new 0", "new 1"]);

    const refused = await save([2, 1], "late");
    expect(refused).toMatchObject({ ok: false, conflicts: [{ scriptId: scripts[1]!.id, revision: 2 }] });
    expect(await texts()).toEqual(["new 0", "new 1"]);
    expect(await store().drafts.lost(scripts[1]!.id)).toEqual([]);

    const history = await store().drafts.history(scripts[0]!.id);
    expect(history.map(({ kind, origin, revision }) => [kind, origin, revision])).toEqual([
      ["rename", 2, 2],
      ["start", null, 1],
    ]);
  });

  test("of racing saves of the same drafts one is whole", async () => {
    const { scripts } = await aRealmWith({ "login/a": "x", "login/b": "x", "login/c": "x" });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        store().drafts.saveAll(
          // Each in another order.
          [...scripts.slice(n % 3), ...scripts.slice(0, n % 3)].map(({ id }) => ({
            scriptId: id,
            source: `by ${n}`,
            baseRevision: 1,
            userId: null,
            nowMs: 5_000,
          })),
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const texts = await Promise.all(scripts.map(async ({ id }) => (await store().drafts.get(id))!.source));
    expect(new Set(texts).size).toBe(1);
  });
}
