import { newId, type TokenScope } from "@scriptyard/model";
import { fastify } from "fastify";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { realmAnswer, realmStandingAnswer } from "../rest/realms/schemas.ts";
import { registerRest } from "../rest/register.ts";
import { newSecret, secretHash } from "../session/secret.ts";
import { createWorld, type World } from "../testing/world.ts";
import type { RealmStanding } from "./standings.ts";

let world: World;
const app = fastify();
let origin: string;
beforeAll(async () => {
  world = await createWorld();
  await registerRest(app, world.services);
  origin = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

async function tokenWith(scope: TokenScope, realmId: `rlm_${string}` | null = null): Promise<string> {
  const token = `sy_${newSecret()}`;
  const { users, clock } = world;
  await world.store.tokens.create({
    id: newId("tok"),
    realmId,
    name: "test",
    tokenHash: secretHash(token),
    hint: "sy_",
    createdBy: users.admin.id,
    createdAt: clock.nowMs,
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
    scopes: [scope],
    role: null,
  });
  return token;
}

async function call(token: string, address: string, body?: object) {
  const [method = "", path] = address.split(" ");
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

test("over HTTP a realm is made, renamed, archived, deleted and taken back, in the name of who made the token", async () => {
  const token = await tokenWith("realms");
  const made = await call(token, "POST /realms", { name: "shop", title: "Shop", hostId: "identity" });
  expect(made).toMatchObject({ status: 201, body: { name: "shop", state: "open", hostTitle: "Identity" } });
  expect(
    await call(token, "POST /realms", { name: "shop", title: "Shop", hostId: "identity" }),
  ).toMatchObject({
    status: 409,
  });
  expect(await call(token, "PATCH /realms/shop", { title: "The shop" })).toMatchObject({
    body: { title: "The shop" },
  });
  expect(await call(token, "POST /realms/shop/archive")).toMatchObject({ body: { state: "archived" } });
  const execute = await call(
    await tokenWith("execute"),
    "POST /realms/shop/scripts/login/risk-check/execute",
    {
      args: [{}, null],
    },
  );
  expect(execute).toMatchObject({ status: 423, body: { code: "realm_closed", retry: false } });
  expect(execute.body.details).toEqual({ realm: "shop", state: "archived" });
  expect(await call(token, "DELETE /realms/shop")).toMatchObject({ status: 400 });
  const deleted = await call(token, "DELETE /realms/shop?name=shop");
  expect(deleted.body).toMatchObject({ state: "deleted", removedAt: expect.any(Number) });
  const { body } = await call(token, "GET /realms");
  expect((body.realms as unknown as RealmStanding[]).map(({ name, state }) => `${name} ${state}`)).toEqual([
    "acme open",
    "shop deleted",
  ]);
  expect(await call(token, "POST /realms/shop/restore")).toMatchObject({ body: { state: "open" } });
  const shop = (await world.store.realms.byName("shop"))!;
  const { items: events } = await (await world.as("operator")).policy.events({
    realm: "shop",
    kind: "realm",
  });
  expect(events.map((event) => event.userName)).toEqual(events.map(() => "The admin"));
  expect(events.length).toBe(4);
  expect(shop.lastChange?.by).toBe(world.users.admin.id);
});

test("what is changed beside the runner is refused in a closed realm too, and all of it can be read", async () => {
  const admin = await world.as("admin");
  const author = await world.as("author");
  await admin.realms.create({
    name: "closing",
    title: "Closing",
    hostId: "identity",
    from: { kind: "defaults" },
  });
  const realm = (await world.store.realms.byName("closing"))!;
  const { id: scriptId, module, name } = (await world.store.scripts.byName(realm.id, "login", "risk-check"))!;
  const [sample] = await author.samples.list({ scriptId });
  await admin.realms.archive({ realm: "closing" });
  const closed = expect.objectContaining({ code: "PRECONDITION_FAILED" });
  const attempts: [string, () => Promise<unknown>][] = [
    ["samples.save", () => author.samples.save({ scriptId, name: "New", args: [] })],
    ["samples.remove", () => author.samples.remove({ id: sample!.id })],
    ["scripts.remove", () => author.scripts.remove({ scriptId })],
    ["drafts.save", () => author.drafts.save({ scriptId, source: "x", baseRevision: 1 })],
    [
      "scripts.create",
      () =>
        author.scripts.create({
          realm: "closing",
          module: "a",
          name: "b",
          hook: null,
          language: "typescript",
        }),
    ],
    ["realms.update", () => admin.realms.update({ realm: "closing", title: "New" })],
    ["tokens.create", () => admin.tokens.create({ name: "late", realm: "closing", scopes: ["flows"] })],
  ];
  for (const [door, attempt] of attempts)
    expect([door, await attempt().catch((error: unknown) => error)]).toEqual([door, closed]);
  const operator = await world.as("operator");
  expect((await operator.scripts.get({ realm: "closing", module, name })).draft.source).not.toBe("");
  expect(await operator.flows.list({ realm: "closing" })).not.toEqual([]);
  expect(await operator.triggers.list({ realm: "closing" })).toEqual([]);
  expect((await operator.realms.list()).find(({ name }) => name === "closing")).toMatchObject({
    closed: { as: "archived", by: world.users.admin.id },
    removedAt: null,
  });
});

test("a token for all realms is of no single one", async () => {
  const admin = await world.as("admin");
  await expect(admin.tokens.create({ name: "x", realm: "acme", scopes: ["realms"] })).rejects.toThrow(
    "scopes: realms",
  );
  const bound = await tokenWith("realms", world.realm.id);
  expect(await call(bound, "GET /realms")).toMatchObject({ status: 403 });
});

test("the document says what is answered", () => {
  expectTypeOf<z.infer<typeof realmStandingAnswer>>().toEqualTypeOf<RealmStanding>();
  expectTypeOf<z.infer<typeof realmAnswer>>().toEqualTypeOf<
    Omit<RealmStanding, "scripts" | "lastActivityAt">
  >();
});
