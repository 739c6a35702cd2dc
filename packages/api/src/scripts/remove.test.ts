import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("what was published is deleted by admins, after it was retired", async () => {
  const [author, admin] = await Promise.all([world.as("author"), world.as("admin")]);
  const at = { realm: "acme", module: "spare", name: "one" };
  const { script } = await author.scripts.create({ ...at, hook: null, language: "typescript" });
  const { id: scriptId } = script;
  await author.versions.publish({ scriptId, note: "first", revision: 1 });
  await expect(admin.scripts.remove({ scriptId })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await author.versions.retire({ scriptId, live: 1, note: "not needed" })).toMatchObject({
    event: { kind: "retire", version: 1 },
    standsIn: null,
    users: { uses: [], more: 0 },
  });
  expect((await author.scripts.get(at)).item).toMatchObject({
    status: "retired",
    liveVersion: null,
    retiredVersion: 1,
  });
  await expect(author.scripts.remove({ scriptId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await admin.scripts.remove({ scriptId });
  await expect(author.scripts.get(at)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
