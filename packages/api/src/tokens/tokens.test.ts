import { newId, tokenScopes } from "@scriptyard/model";
import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerRest } from "../rest/register.ts";
import { newSecret, secretHash } from "../session/secret.ts";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
const app = fastify();
beforeAll(async () => {
  world = await createWorld();
  await registerRest(app, world.services);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

const works = async (token: string) =>
  (
    await app.inject({
      method: "POST",
      url: "/api/v1/realms/acme/flows/login/sessions",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      payload: "{}",
    })
  ).statusCode === 201;
const dayMs = 86_400_000;

test("a token says what it is for, lives 90 days, and for ever only when that was asked for", async () => {
  const admin = await world.as("admin");
  const made = await admin.tokens.create({ name: "ci", scopes: ["flows", "flows"] });
  expect(made.record).toMatchObject({ scopes: ["flows"], expiresAt: world.clock.nowMs + 90 * dayMs });
  const endless = await admin.tokens.create({ name: "old box", scopes: ["flows"], expiresInDays: null });
  expect(endless.record.expiresAt).toBeNull();
  await expect(admin.tokens.create({ name: "nothing" })).rejects.toThrow(/scopes: choose/);
  await expect(admin.tokens.create({ name: "m", realm: "acme", scopes: ["metrics"] })).rejects.toThrow(
    /is for all realms/,
  );
  await expect(admin.tokens.create({ name: "x", scopes: ["all" as "flows"] })).rejects.toThrow();
});

test("the list says which expire soon, and what tokens from before scopes may", async () => {
  const admin = await world.as("admin");
  const { record } = await admin.tokens.create({ name: "soon", scopes: ["tools"], expiresInDays: 13 });
  await world.token(undefined, "author");
  await world.token(undefined);
  const list = await admin.tokens.list();
  expect(list.find(({ id }) => id === record.id)).toMatchObject({ state: "expiring", scopes: ["tools"] });
  const old = list.filter(({ name }) => name === "test");
  // No role comes with the codes of visitors, nor with realms as a whole.
  expect(old.find(({ role }) => role === "author")?.scopes).toEqual(
    tokenScopes.filter((one) => one !== "codes" && one !== "realms" && one !== "move" && one !== "secrets"),
  );
  expect(old.find(({ role }) => role === null)?.scopes).toEqual(
    tokenScopes.filter((one) => one !== "events" && one !== "realms" && one !== "move" && one !== "secrets"),
  );
});

test("it rests while its maker may not have it, is named by who disabled them, and works again after", async () => {
  const admin = await world.as("admin");
  const maker = await world.store.users.create({
    ...(await world.store.users.byId(world.users.admin.id))!,
    id: newId("usr"),
    email: "second@example.com",
  });
  const make = async (role: "author" | null) => {
    const token = `sy_${newSecret()}`;
    await world.store.tokens.create({
      id: newId("tok"),
      realmId: null,
      role,
      scopes: ["flows"],
      name: `by second ${role}`,
      tokenHash: secretHash(token),
      hint: "sy_",
      createdBy: maker.id,
      createdAt: world.clock.nowMs,
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
    });
    return token;
  };
  const plain = await make(null);
  const author = await make("author");
  expect([await works(plain), await works(author)]).toEqual([true, true]);

  const demoted = await admin.users.update({ id: maker.id, role: "operator" });
  expect(demoted.suspendedTokens.map(({ name }) => name)).toEqual(["by second author"]);
  expect([await works(plain), await works(author)]).toEqual([true, false]);
  const disabled = await admin.users.update({ id: maker.id, disabled: true });
  expect(disabled.suspendedTokens).toHaveLength(2);
  expect([await works(plain), await works(author)]).toEqual([false, false]);
  const states = (await admin.tokens.list()).filter(({ createdBy }) => createdBy === maker.id);
  expect(states.map(({ state }) => state)).toEqual(["suspended", "suspended"]);
  await admin.users.update({ id: maker.id, disabled: false, role: "author" });
  expect([await works(plain), await works(author)]).toEqual([true, true]);
});

test("whoever changes a password can end their own", async () => {
  const admin = await world.as("admin");
  const { token } = await admin.tokens.create({ name: "mine", scopes: ["flows"] });
  expect((await admin.tokens.mine()).map(({ name }) => name)).toContain("mine");
  expect(await works(token)).toBe(true);
  expect((await admin.tokens.revokeMine()).revoked).toBeGreaterThan(0);
  expect(await works(token)).toBe(false);
  expect(await admin.tokens.mine()).toEqual([]);
});
