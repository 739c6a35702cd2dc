import type { Json } from "@scriptyard/model";
import { afterAll, describe, expect, test } from "vitest";
import { createTestSandbox, run, specifierOf } from "../../testing/run.ts";
import { demoProduct } from "../demo/product.ts";
import { identity } from "../index.ts";
import { createDirectory } from "./directory.ts";

const sandbox = await createTestSandbox([identity]);
afterAll(() => sandbox[Symbol.asyncDispose]());

const call = { realm: "acme", signal: new AbortController().signal };
const account = (id: string, more: { [name: string]: Json } = {}) => ({
  id,
  email: `${id}@example.com`,
  attributes: {},
  identities: [],
  ...more,
});
const idsOf = (found: Json): Json[] => (found as { id: Json }[]).map(({ id }) => id);

describe("a directory", () => {
  const directory = () =>
    createDirectory([
      account("a", { attributes: { city: "Wien" } }),
      account("b", {
        email: "A@Example.com",
        attributes: { city: "Graz", phone: "1" },
        identities: [{ provider: "google", subject: "7" }],
      }),
    ]);

  test("finds by id, by address in any case, by identity", async () => {
    const users = directory();
    const find = async (by: Json) => idsOf(await users["users.find"]!([by], call));
    expect(await find({ id: "a" })).toEqual(["a"]);
    expect(await find({ email: "a@EXAMPLE.com" })).toEqual(["a", "b"]);
    expect(await find({ identity: { provider: "google", subject: "7" } })).toEqual(["b"]);
    expect(await find({ identity: { provider: "github", subject: "7" } })).toEqual([]);
  });

  test("links: who stays keeps what it has, and who went is found by nobody", async () => {
    const users = directory();
    expect(await users["users.link"]!(["a", "b"], call)).toMatchObject({
      id: "a",
      attributes: { city: "Wien", phone: "1" },
      identities: [{ provider: "google", subject: "7" }],
    });
    expect(await users["users.find"]!([{ id: "b" }], call)).toEqual([]);
    await expect(users["users.link"]!(["a", "b"], call)).rejects.toThrow('there is no account "b"');
    await expect(users["users.link"]!(["a", "a"], call)).rejects.toThrow("linked to itself");
  });

  test("changes that come at once are all there, null removes, and names are never prototypes", async () => {
    const users = directory();
    const update = (attributes: Json) => users["users.update"]!(["a", { attributes }], call);
    await Promise.all([update({ x: 1 }), update({ y: 2 }), update({ city: null })]);
    await update(JSON.parse('{"__proto__":{"polluted":true}}') as Json);
    const [found] = (await users["users.find"]!([{ id: "a" }], call)) as { attributes: object }[];
    expect(JSON.stringify(found!.attributes)).toBe('{"x":1,"y":2,"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("what could not be kept has not happened", async () => {
    const users = createDirectory([account("a")], async () => {
      throw new Error("the disk is full");
    });
    await expect(users["users.update"]!(["a", { name: "B" }], call)).rejects.toThrow("full");
    expect(await users["users.find"]!([{ id: "a" }], call)).toEqual([account("a")]);
  });
});

test("the demo's product keeps what was done, for each realm by itself", async () => {
  const kept = new Map<string, string>();
  const shelf = {
    get: async (name: string) => kept.get(name) ?? null,
    set: async (name: string, text: string) => void kept.set(name, text),
  };
  await demoProduct(shelf)["users.link"]!(["u_1042", "u_3310"], call);
  const after = demoProduct(shelf);
  const by = [{ email: "maria@example.com" }];
  expect(idsOf(await after["users.find"]!(by, call))).toEqual(["u_1042"]);
  expect(idsOf(await after["users.find"]!(by, { ...call, realm: "other" }))).toEqual(["u_1042", "u_3310"]);
});

describe("in a preview", () => {
  const preview = async (id: string, sampleName: string) => {
    const template = identity.templates.find((one) => one.id === id)!;
    const { args } = template.samples.find(({ name }) => name === sampleName)!;
    const { hostContext } = identity.scope(
      { settings: { userAttributes: ["phone"] }, timeZone: "UTC", allowedHosts: [] },
      args,
    );
    const script = { ...template, specifier: specifierOf(template) };
    const outcome = await run(sandbox, identity, script, args, { hostContext, level: "production" });
    if (outcome.status !== "ok") throw new Error(JSON.stringify(outcome));
    return outcome.effects.map(({ name, args: given }) => [name, ...given]);
  };

  test("an account is linked to the one with the same verified address, and to no other", async () => {
    expect(await preview("link-account", "Google, same address")).toEqual([
      ["claims.set", "account_id", "u_1042"],
      ["events.publish", "account.linked", { id: "u_1042", other: "u_3310" }],
    ]);
    expect(await preview("link-account", "Not verified")).toEqual([]);
  });

  const attempt = async (source: string) => {
    const { args } = identity.templates.find(({ id }) => id === "link-account")!.samples[0]!;
    const { hostContext } = identity.scope(
      { settings: { userAttributes: ["phone"] }, timeZone: "UTC", allowedHosts: [] },
      args,
    );
    const script = {
      specifier: "test/users",
      hook: "onExecute",
      language: "typescript" as const,
      source: `export async function onExecute(): Promise<FlowResult> { ${source} }`,
    };
    return run(sandbox, identity, script, args, { hostContext, level: "production" });
  };

  test("attributes that the realm does not list stay as they are", async () => {
    const refused = await attempt(
      'await users.update("u_1042", { attributes: { plan: "gold" } }); return { action: "continue" };',
    );
    expect(refused).toMatchObject({
      status: "error",
      error: {
        message:
          'users.update: "plan" is not an attribute that scripts may change (phone); add it to the realm\'s userAttributes setting',
      },
    });
  });

  test("arguments are held to their schemas, at the author's line", async () => {
    expect(
      await attempt('await users.find({ email: "a", id: "b" } as never); return { action: "continue" };'),
    ).toMatchObject({ status: "error", error: { name: "TypeError" } });
  });
});

test("what is private is masked, in arguments and in answers", () => {
  const update = identity.functions.find(({ name }) => name === "users.update")!;
  expect(update.sensitive!(["u_1", { attributes: { phone: "1", privateNote: "x", "secret/a": 1 } }])).toEqual(
    ["/1/attributes/privateNote", "/1/attributes/secret~1a"],
  );
  const answer = [{ ...account("a"), attributes: { privateNote: "x", phone: "1" } }];
  expect(identity.maskAnswer("users.find", answer).masked).toEqual(["/0/attributes/privateNote"]);
});
