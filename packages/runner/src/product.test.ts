import { readFileSync } from "node:fs";
import { type ProductFunctions, ProductRefusal } from "@scriptyard/host-kit";
import { identity } from "@scriptyard/hosts";
import type { Json } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "./testing/lab.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const template = (id: string) => identity.templates.find((one) => one.id === id)!;
const argsOf = (id: string, sample: string): Json[] =>
  template(id).samples.find(({ name }) => name === sample)!.args;
const sample = argsOf("link-account", "Google, same address");
const account = (id: string) => ({ ...(sample[0] as { user: object }).user, id, identities: [] }) as Json;

/** A product that says what it was asked. */
function productWith(functions: ProductFunctions): { asked: Json[]; lab: () => Promise<Lab> } {
  const asked: Json[] = [];
  const noting = Object.fromEntries(
    Object.entries(functions).map(([name, answer]) => [
      name,
      async (...given: Parameters<typeof answer>) => {
        asked.push([name, given[1].realm, ...given[0]]);
        return answer(...given);
      },
    ]),
  );
  const product = ({ hostId }: { hostId: string }) => (hostId === "identity" ? noting : null);
  return { asked, lab: () => openLab(machines, { product }) };
}

test("a live run asks the product, once; its replay and previews ask nobody", async () => {
  const { asked, lab: open } = productWith({
    "users.find": async () => [account("u_7"), account("u_3310")],
    "users.link": async ([id]) => account(id as string),
  });
  await using lab = await open();
  const { scriptId } = await lab.publish("login/link", template("link-account").source);
  const live = await lab.runner.execute(
    { realm: "test", module: "login", name: "link", args: sample },
    actor,
  );
  expect(live.status === "ok" && live.effects.map(({ name, args }) => [name, ...args])).toEqual([
    ["claims.set", "account_id", "u_7"],
    ["events.publish", "account.linked", { id: "u_7", other: "u_3310" }],
  ]);
  const once = [
    ["users.find", "test", { email: "maria@example.com" }],
    ["users.link", "test", "u_7", "u_3310"],
  ];
  expect(asked).toEqual(once);

  const { execution, same } = await lab.runner.replay({ executionId: live.id, on: "recorded" }, actor);
  expect([execution.status, same]).toEqual(["ok", true]);
  const tried = await lab.runner.preview({ scriptId, args: sample }, actor);
  expect(JSON.stringify(tried)).toContain("u_1042");
  expect(asked).toEqual(once);
});

test("where nobody implements a function, the script is told where that is said", async () => {
  await using lab = await productWith({}).lab();
  await lab.publish("login/link", template("link-account").source);
  const live = await lab.runner.execute(
    { realm: "test", module: "login", name: "link", args: sample },
    actor,
  );
  expect(live.error?.message).toBe(
    "users.find: nobody answers it in this installation; say who does under product.identity of its configuration",
  );
});

test("a product's refusal reaches the author in words; its failures and wrong answers reach the log", async () => {
  const said = async (find: ProductFunctions[string]) => {
    const logged: unknown[] = [];
    const log = { info: () => {}, warn: () => {}, error: (details: object) => void logged.push(details) };
    const product = () => ({ "users.find": find });
    await using lab = await openLab(machines, { product, log });
    await lab.publish("login/link", template("link-account").source);
    const input = { realm: "test", module: "login", name: "link", args: sample };
    const { error } = await lab.runner.execute(input, { ...actor, requestId: "req_1" });
    return [error?.message, logged];
  };
  const at = { realm: "test", function: "users.find", requestId: "req_1" };
  const throwing = (error: Error) => async () => Promise.reject(error);
  expect(await said(throwing(new ProductRefusal("the directory is closed")))).toEqual([
    "users.find: the directory is closed",
    [],
  ]);
  for (const error of [new Error("ECONNREFUSED db.internal"), new TypeError("fetch failed")])
    expect(await said(throwing(error))).toEqual([
      "users.find: failed on the host",
      [{ ...at, err: expect.objectContaining({ cause: error }) }],
    ]);
  expect(await said(async () => [{ id: 1 }])).toEqual([
    "users.find: the host answered something it may not",
    [{ ...at, err: expect.objectContaining({ message: expect.stringMatching(/^its answer is wrong at /) }) }],
  ]);
});

test("an account without an address gets one that is nobody's", async () => {
  const { asked, lab: open } = productWith({ "users.update": async ([id]) => account(id as string) });
  await using lab = await open();
  await lab.publish("login/address", template("placeholder-address").source);
  const args = argsOf("placeholder-address", "No address");
  await lab.runner.execute({ realm: "test", module: "login", name: "address", args }, actor);
  expect(asked).toEqual([
    [
      "users.update",
      "test",
      "u_4415",
      { email: expect.stringMatching(/^[0-9a-f]{16}@no-mail\.invalid$/), emailVerified: false },
    ],
  ]);
});

test("what the page about accounts shows is what an author may write", async () => {
  const page = readFileSync(new URL("../../../docs/accounts.md", import.meta.url), "utf8");
  const [example] = [...page.matchAll(/```ts\n(export async function onMessage[\s\S]*?)```/g)].map(
    (one) => one[1]!,
  );
  const { asked, lab: open } = productWith({
    "users.find": async () => [account("u_7")],
    "users.update": async ([id]) => account(id as string),
  });
  await using lab = await open();
  await lab.publish("hr/left", example!, { hook: "onMessage" });
  const message = {
    id: "m",
    topic: "hr.left",
    payload: { email: "a@b.example" },
    headers: {},
    time: "2026-05-04T09:00:00Z",
  };
  const done = await lab.runner.execute(
    { realm: "test", module: "hr", name: "left", args: [message] },
    actor,
  );
  expect([done.status, done.error?.message]).toEqual(["ok", undefined]);
  expect(asked.at(-1)).toEqual(["users.update", "test", "u_7", { roles: [], groups: [] }]);
});
