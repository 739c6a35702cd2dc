import type { RunnerEvent } from "@scriptyard/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, createWorld, type World } from "../testing/world.ts";

let world: World;
let ann: Caller;
let admin: Caller;
beforeAll(async () => {
  world = await createWorld();
  ann = await world.as("author");
  admin = await world.as("admin");
});
afterAll(() => world[Symbol.asyncDispose]());

const at = { realm: "acme", module: "login", name: "terms" };

describe("history of a draft", () => {
  test("names who changed how much since the last publish, over a discard and its undo", async () => {
    const { item, draft, live } = await ann.scripts.get(at);
    const scriptId = item.id;
    const stop = new AbortController();
    const events: RunnerEvent[] = [];
    const listening = (async () => {
      for await (const event of world.runner.events({ types: ["draft", "published"] }, stop.signal))
        events.push(event);
    })();
    const save = async (
      caller: Caller,
      source: string,
      act?: Parameters<Caller["drafts"]["save"]>[0]["act"],
    ) => {
      const { draft: now } = await caller.scripts.get(at);
      const saved = await caller.drafts.save({ scriptId, source, baseRevision: now.revision, act });
      expect(saved.ok).toBe(true);
    };
    const anns = `${draft.source}// ann\n// ann too\n`;
    await save(ann, anns);
    await save(admin, `// admin\n${anns}`);
    const editors = async () =>
      (await admin.drafts.editors({ scriptId })).map(({ userId, lines }) => [userId, lines]);
    const both = [
      [world.users.author.id, 2],
      [world.users.admin.id, 1],
    ];
    expect(await editors()).toEqual(both);

    await save(admin, live!.source, { kind: "discard", version: live!.number });
    expect(await editors()).toEqual([]);
    await save(ann, `// admin\n${anns}`, { kind: "restore", revision: 3 });
    expect(await editors()).toEqual(both);

    const first = await ann.drafts.history({ scriptId, limit: 3 });
    expect(first.items).toMatchObject([
      {
        revision: 5,
        kind: "restore",
        origin: 3,
        userId: world.users.author.id,
        change: { added: 3, removed: 0 },
      },
      {
        revision: 4,
        kind: "discard",
        origin: 1,
        userId: world.users.admin.id,
        change: { added: 0, removed: 3 },
      },
      { revision: 3, kind: "save", userName: world.users.admin.name, change: { added: 1, removed: 0 } },
    ]);
    expect(first.items[0]).not.toHaveProperty("source");
    const rest = await ann.drafts.history({ scriptId, limit: 3, cursor: first.next });
    expect(rest).toMatchObject({
      items: [
        { revision: 2, kind: "save", userName: world.users.author.name, change: { added: 2, removed: 0 } },
        { revision: 1, kind: "start", userName: null, change: null },
      ],
      next: null,
    });

    expect((await ann.drafts.state({ scriptId, revision: 2 })).source).toBe(anns);
    await expect(ann.drafts.state({ scriptId, revision: 99 })).rejects.toThrow(
      /no state with the revision 99/,
    );

    const told = events.filter((event) => event.type === "draft" && event.act !== undefined);
    expect(told).toMatchObject([
      {
        userId: world.users.admin.id,
        act: {
          kind: "discard",
          version: 1,
          by: world.users.admin.name,
          before: 3,
          of: [world.users.author.id],
        },
      },
      { act: { kind: "restore", revision: 3, by: world.users.author.name, before: 4, of: [] } },
    ]);

    await admin.versions.publish({ scriptId, note: "both", revision: 5 });
    await expect
      .poll(() => events.find((event) => event.type === "published"))
      .toMatchObject({ by: world.users.admin.name, of: [world.users.author.id] });
    expect(await editors()).toEqual([]);
    expect((await ann.drafts.history({ scriptId })).items[0]).toMatchObject({ publishedVersion: 2 });
    stop.abort();
    await listening;
  });

  test("a refused save and an opened script name who saved", async () => {
    const { item, draft } = await ann.scripts.get({ ...at, name: "complete" });
    const save = { scriptId: item.id, baseRevision: draft.revision };
    await admin.drafts.save({ ...save, source: "// admin" });
    const refused = await ann.drafts.save({ ...save, source: "// ann" });
    expect(refused).toMatchObject({ ok: false, savedBy: world.users.admin.name });
    const opened = await ann.scripts.get({ ...at, name: "complete" });
    expect(opened.draftBy).toBe(world.users.admin.name);
  });
});
