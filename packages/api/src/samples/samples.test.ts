import { quotas } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, createWorld, type World } from "../testing/world.ts";

let world: World;
let author: Caller;
let scriptId: string;
beforeAll(async () => {
  world = await createWorld();
  author = await world.as("author");
  scriptId = (await world.store.scripts.byName(world.realm.id, "login", "risk-check"))!.id;
});
afterAll(() => world[Symbol.asyncDispose]());

const save = (name: string, size: number, id?: string) =>
  author.samples.save({ scriptId, name, args: ["x".repeat(size)], ...(id === undefined ? {} : { id }) });

test("a script's samples are bounded in bytes; what is there can be read, made smaller and removed", async () => {
  const { most } = quotas.scriptSampleBytes;
  const large = await save("large", 900_000);
  await save("two", 900_000);
  await save("three", 900_000);
  await expect(save("four", 900_000)).rejects.toMatchObject({
    code: "PAYLOAD_TOO_LARGE",
    message: expect.stringMatching(/^The script's samples take \d+ bytes, .* Remove samples of this script/),
    cause: { details: { quota: "scriptSampleBytes", most } },
  });
  await save("large", 1_000, large.id);
  const four = await save("four", 800_000);
  await expect(save("large", 900_000, large.id)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
  const listed = await author.samples.list({ scriptId });
  expect(JSON.stringify(listed).length).toBeLessThan(most + 100_000);
  await author.samples.remove({ id: four.id });
  await save("four again", 700_000);
});

test("and in number", async () => {
  const there = (await author.samples.list({ scriptId })).length;
  for (let n = there; n < quotas.scriptSamples.most; n++) await save(`s${n}`, 1);
  await expect(save("one more", 1)).rejects.toThrow(/The script has 100 samples; 100 are the most/);
});
