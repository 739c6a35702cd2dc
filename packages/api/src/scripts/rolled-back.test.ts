import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const at = { realm: "acme", module: "login", name: "terms" };

test("a roll-back is told with who and why, for as long as it holds, and no publish undoes it unseen", async () => {
  const ann = await world.as("author");
  const { item, draft } = await ann.scripts.get(at);
  const scriptId = item.id;
  const save = async (source: string) => {
    const { draft: now } = await ann.scripts.get(at);
    const saved = await ann.drafts.save({ scriptId, source, baseRevision: now.revision });
    if (!saved.ok) throw new Error("somebody saved");
    return saved.draft.revision;
  };
  expect((await ann.scripts.get(at)).rolledBack).toBeNull();
  await ann.versions.publish({
    scriptId,
    note: "second",
    revision: await save(`${draft.source}// 2\n`),
    live: 1,
  });
  expect((await ann.scripts.get(at)).rolledBack).toBeNull();
  await ann.versions.rollback({ scriptId, toVersion: 1, note: "v2 locks people out" });
  expect((await ann.scripts.get(at)).rolledBack).toMatchObject({
    newest: 2,
    by: world.users.author.name,
    note: "v2 locks people out",
  });
  const revision = await save(`${draft.source}// 3\n`);
  await expect(ann.versions.publish({ scriptId, note: "third", revision, live: 2 })).rejects.toMatchObject({
    message: expect.stringContaining('v1 of "login/terms" is live now'),
  });
  expect((await ann.scripts.get(at)).live?.number).toBe(1);
  await ann.versions.publish({ scriptId, note: "third", revision, live: 1 });
  expect(await ann.scripts.get(at)).toMatchObject({ live: { number: 3 }, rolledBack: null });
});
