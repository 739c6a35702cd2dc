import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../router.ts";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const hour = 3_600_000;

async function accessOf(email: string) {
  const admin = await world.as("admin");
  return (await admin.users.list()).find((user) => user.email === email)?.access;
}

async function redeem(link: string, password = "a password of their own") {
  const visitor = createCaller(await world.context(null));
  return visitor.session.redeem({ token: link.split("token=")[1]!, password });
}

test("an invitation that ran out is told, is made again, and the first one opens nothing", async () => {
  const admin = await world.as("admin");
  const email = "eve@example.com";
  const { user, link } = await admin.users.invite({ email, name: "Eve", role: "operator" });
  expect(await accessOf(email)).toEqual({
    state: "invited",
    until: world.clock.nowMs + 72 * hour,
    expired: false,
  });
  world.clock.nowMs += 73 * hour;
  expect(await accessOf(email)).toMatchObject({ state: "invited", expired: true });
  const again = await (await world.as("admin")).users.resetLink({ id: user.id });
  expect(await accessOf(email)).toMatchObject({ state: "invited", expired: false });
  await expect(redeem(link)).rejects.toThrow(/Ask an admin for a new one/);
  await redeem(again.link);
  expect(await accessOf(email)).toEqual({ state: "active" });
  await (await world.as("admin")).users.resetLink({ id: user.id });
  expect(await accessOf(email)).toMatchObject({ state: "reset", expired: false });
  await (await world.as("admin")).users.update({ id: user.id, disabled: true });
  expect(await accessOf(email)).toEqual({ state: "disabled" });
});

test("what happens to an account is a security event that names people and no address", async () => {
  // Each of them is a request of its own.
  const users = async () => (await world.as("admin")).users;
  const { user, link } = await (await users()).invite({
    email: "mal@example.com",
    name: "Mal",
    role: "operator",
  });
  await (await users()).resetLink({ id: user.id });
  await expect(redeem(link)).rejects.toThrow();
  const again = await (await users()).resetLink({ id: user.id });
  await redeem(again.link);
  await (await users()).resetLink({ id: user.id });
  await (await users()).update({ id: user.id, role: "author", disabled: true });
  const operator = await world.as("operator");
  const events = (await operator.policy.events({ realm: "acme", kind: "account" })).items.filter(
    ({ subject }) => subject === "Mal",
  );
  expect(events.map(({ message, userName }) => [message, userName]).reverse()).toEqual([
    ["Mal was invited as operator.", "The admin"],
    ["Mal was invited again: the link before opens nothing any more.", "The admin"],
    ["Mal was invited again: the link before opens nothing any more.", "The admin"],
    ["Mal set a password with a one-time link.", "Mal"],
    ["Mal got a reset link: the password, sessions and links before open nothing any more.", "The admin"],
    ["Mal is author now and was disabled.", "The admin"],
  ]);
  expect(JSON.stringify(events)).not.toContain("mal@example.com");
});
