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
  expect((await author.samples.get({ id: four.id })).args).toEqual(["x".repeat(800_000)]);
  await author.samples.remove({ id: four.id });
  await save("four again", 700_000);
});

test("a list of samples and what saving answers hold no arguments and calls: they say what those weigh", async () => {
  const args = [{ text: "é".repeat(50_000) }];
  const saved = await author.samples.save({ scriptId, name: "heavy", args });
  const bytes = Buffer.byteLength(`${JSON.stringify(args)}[]`);
  expect(saved).toMatchObject({ name: "heavy", bytes });
  const listed = await author.samples.list({ scriptId });
  expect(listed.find(({ id }) => id === saved.id)).toEqual(saved);
  expect(JSON.stringify([saved, listed]).length).toBeLessThan(10_000);
  expect(await author.samples.get({ id: saved.id })).toMatchObject({ id: saved.id, args });
  await author.samples.remove({ id: saved.id });
  await expect(author.samples.get({ id: saved.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a sample keeps what its calls are answered, without values of secrets, until it is given others", async () => {
  const admin = await world.as("admin");
  const secret = { realm: "acme", name: "shop", script: null };
  await admin.secrets.set({ ...secret, value: "sk_live_very_secret", basedOn: null });
  const calls = [
    { method: "GET" as const, url: "https://shop.test/*", status: 200, body: { key: "sk_live_very_secret" } },
    { function: "users.find", answer: null },
  ];
  const one = { scriptId, name: "answered", args: [{}] };
  const { id, bytes } = await author.samples.save({ ...one, calls });
  const kept = [{ ...calls[0], body: { key: "[masked]" } }, calls[1]];
  expect((await author.samples.get({ id })).calls).toEqual(kept);
  expect(bytes).toBe(Buffer.byteLength(JSON.stringify(one.args) + JSON.stringify(kept)));
  await author.samples.save({ ...one, id });
  expect((await author.samples.get({ id })).calls).toEqual(kept);
  await author.samples.save({ ...one, id, calls: [] });
  expect((await author.samples.get({ id })).calls).toEqual([]);
  const value = Buffer.from("key: sk_live_very_secret").toString("base64");
  const odd = [
    { method: "GET" as const, url: "https://a.test/", status: 200, base64: value },
    { function: "users.find", args: ["sk_live_very_secret"], error: "not with sk_live_very_secret" },
  ];
  await author.samples.save({ ...one, id, calls: odd });
  expect((await author.samples.get({ id })).calls).toEqual([
    { method: "GET", url: "https://a.test/", status: 200, body: "[masked]" },
    { function: "users.find", args: ["[masked]"], error: "not with [masked]" },
  ]);
  const told = { method: "GET" as const, url: "https://a.test/?key=sk_live_very_secret", status: 200 };
  await expect(author.samples.save({ ...one, id, calls: [odd[1]!, told] })).rejects.toMatchObject({
    cause: { details: { issues: [{ path: "calls.1.url", message: expect.stringContaining("secret") }] } },
  });
  const wrong = author.samples.save({ ...one, calls: [{ function: "users.find" }] as never });
  await expect(wrong).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await author.samples.remove({ id });
  await admin.secrets.remove({ ...secret, over: true });
});

test("visitors to try a flow as are made of samples that are small; a large one stays a sample", async () => {
  const before = await author.flows.personas({ realm: "acme", flow: "login" });
  const { entry } = await author.flows.get({ realm: "acme", flow: "login" });
  const entryId = (await world.store.scripts.byName(world.realm.id, "login", entry))!.id;
  const context = (size: number) => [{ request: { note: "x".repeat(size) }, user: null, device: null }];
  const large = await author.samples.save({ scriptId: entryId, name: "large", args: context(300_000) });
  const small = await author.samples.save({ scriptId: entryId, name: "small", args: context(300) });
  const names = (await author.flows.personas({ realm: "acme", flow: "login" })).map(({ name }) => name);
  expect(names.sort()).toEqual([...before.map(({ name }) => name), "small"].sort());
  for (const { id } of [large, small]) await author.samples.remove({ id });
});

test("and in number", async () => {
  const there = (await author.samples.list({ scriptId })).length;
  for (let n = there; n < quotas.scriptSamples.most; n++) await save(`s${n}`, 1);
  await expect(save("one more", 1)).rejects.toThrow(/The script has 100 samples; 100 are the most/);
});
