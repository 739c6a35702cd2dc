import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("two authors set two limits of one script, and each keeps what the other set; of one limit the first one counts", async () => {
  const author = await world.as("author");
  const { script } = await author.scripts.create({
    realm: "acme",
    module: "login",
    name: "apart",
    hook: "onExecute",
    language: "typescript",
  });
  const limits = async () =>
    (await author.scripts.get({ realm: "acme", module: "login", name: "apart" })).item.limits;
  const seen = { limits: { logLines: null, hostCalls: null } };
  const set = (change: { [limit: string]: number | null }, basedOn?: typeof seen) =>
    author.scripts.updateSettings({ scriptId: script.id, limits: change, ...(basedOn && { basedOn }) });
  await Promise.all([set({ logLines: 5 }, seen), set({ hostCalls: 9 }, seen)]);
  expect(await limits()).toEqual({ logLines: 5, hostCalls: 9 });
  await expect(set({ logLines: 6 }, seen)).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("limits.logLines"),
  });
  // A program that looked at nothing is not held to it.
  await set({ logLines: null });
  expect(await limits()).toEqual({ hostCalls: 9 });
  await expect(set({ nobodyCallsItSo: 1 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});
