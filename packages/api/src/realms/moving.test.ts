import { newId } from "@scriptyard/model";
import type { ImportDone, ImportPlan } from "@scriptyard/runner";
import { moveBounds, packFiles, unpackFiles } from "@scriptyard/runner/realm-archive";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { importDone, importPlan } from "../rest/realms/moving-schemas.ts";
import { registerRest } from "../rest/register.ts";
import { newSecret, secretHash } from "../session/secret.ts";
import { createWorld, password, type World } from "../testing/world.ts";
import { registerTrpc } from "../trpc/register.ts";

let world: World;
let app: FastifyInstance;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  app = fastify({ routerOptions: { maxParamLength: 2_000 }, bodyLimit: 1_000_000 });
  await registerRest(app, world.services);
  await registerTrpc(app, world.services, { secure: false, publicOrigin: null });
  token = await adminToken();
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

async function adminToken(): Promise<string> {
  const secret = `sy_${newSecret()}`;
  await world.store.tokens.create({
    id: newId("tok"),
    realmId: null,
    name: "test",
    tokenHash: secretHash(secret),
    hint: "sy_",
    createdBy: world.users.admin.id,
    createdAt: world.clock.nowMs,
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
    scopes: ["move"],
    role: null,
  });
  return secret;
}

const bearer = () => ({ authorization: `Bearer ${token}` });
const download = (address: string) => app.inject({ url: `/api/v1/realms/${address}`, headers: bearer() });
const send = (address: string, payload: Uint8Array | string, type = "application/zip") =>
  app.inject({
    method: "POST",
    url: `/api/v1/realms/${address}`,
    headers: { ...bearer(), "content-type": type },
    payload: typeof payload === "string" ? payload : Buffer.from(payload),
  });
const emptyRealm = async (name: string) =>
  (await world.as("admin")).realms.create({ name, title: name, hostId: "identity" });

test("over HTTP a realm is exported as a zip, planned and imported into another one", async () => {
  await emptyRealm("rest-target");
  const answer = await download("acme/export?except=triggers,policy");
  expect(answer.headers).toMatchObject({
    "content-type": "application/zip",
    "content-disposition": 'attachment; filename="acme.zip"',
  });
  const archive = answer.rawPayload;
  expect([...(await unpackFiles(archive)).keys()]).toContain("scripts/login/risk-check.ts");
  const planned = await send("rest-target/import/plan", archive);
  expect(planned.statusCode).toBe(200);
  const plan = planned.json() as ImportPlan;
  expect(plan.rows.find(({ key }) => key === "flows/login")).toMatchObject({ status: "new", problem: null });
  expect(await send("rest-target/import", archive).then((one) => one.json())).toMatchObject({
    code: "bad_request",
    detail: expect.stringContaining("basedOn: is missing"),
  });
  const query = new URLSearchParams({ basedOn: plan.basedOn, note: "Release 7" }).toString();
  const imported = await send(`rest-target/import?${query}`, archive);
  expect(imported.json()).toMatchObject({ left: [] });
  expect((imported.json() as ImportDone).written.map(({ key }) => key)).toContain("scripts/login/risk-check");
  const again = (await send("rest-target/import/plan", archive)).json() as ImportPlan;
  expect([...new Set(again.rows.map(({ status }) => status))].filter((one) => one !== "missing")).toEqual([
    "same",
  ]);
  expect((await send(`rest-target/import?${query}`, archive)).json()).toMatchObject({ code: "conflict" });
  expectTypeOf<z.infer<typeof importPlan>>().toEqualTypeOf<ImportPlan>();
  expectTypeOf<z.infer<typeof importDone>>().toEqualTypeOf<ImportDone>();
});

test("what is no archive, or too much of one, is refused with its place", async () => {
  const archive = (await download("acme/export?only=flows")).rawPayload;
  expect((await send("acme/import/plan", "{}", "application/json")).json()).toMatchObject({
    code: "unsupported_media_type",
    detail: "Send an archive as application/zip.",
  });
  expect((await send("acme/messages", archive)).statusCode).toBeOneOf([403, 415]);
  expect((await send("acme/import/plan", "no zip")).json()).toMatchObject({ code: "bad_request" });
  const stray = await packFiles([...(await unpackFiles(archive)), ["notes.txt", "x"]]);
  expect((await send("acme/import/plan", stray)).json()).toMatchObject({
    detail: expect.stringContaining("notes.txt: is no file"),
  });
  const large = await send("acme/import/plan", new Uint8Array(moveBounds.packedBytes + 1));
  expect(large.statusCode).toBe(413);
});

test("the console sends archives of megabytes, to the procedures that take one alone", async () => {
  await emptyRealm("console-target");
  const caller = await world.as("admin");
  const { name, archive } = await caller.realms.export({ realm: "acme", only: ["scripts/login"] });
  expect(name).toBe("acme.zip");
  const signedIn = await app.inject({
    method: "POST",
    url: "/api/trpc/session.signIn",
    headers: { host: "127.0.0.1:4400", "content-type": "application/json" },
    payload: JSON.stringify({ email: "admin@example.com", password }),
  });
  const cookie = String(signedIn.headers["set-cookie"]).split(";")[0]!;
  const post = (procedure: string, input: object) =>
    app.inject({
      method: "POST",
      url: `/api/trpc/${procedure}?batch=1`,
      headers: { host: "127.0.0.1:4400", "content-type": "application/json", cookie },
      payload: JSON.stringify({ 0: input }),
    });
  // More than what else is taken, and still an archive: what lies behind the contents of a zip may not be there.
  const large = "A".repeat(2_000_000);
  const refused = await post("realms.planImport", { realm: "console-target", archive: large });
  expect(refused.json()[0].error).toMatchObject({
    message: expect.stringContaining("no zip that can be read"),
  });
  expect((await post("realms.archive", { realm: large })).statusCode).toBe(413);
  const plan = await post("realms.planImport", { realm: "console-target", archive });
  const { basedOn, rows } = plan.json()[0].result.data as ImportPlan;
  expect(rows.every(({ status }) => status === "new")).toBe(true);
  const texts = await caller.realms.importDifference({
    realm: "console-target",
    archive,
    key: "scripts/login/risk-check",
  });
  expect(texts[0]).toMatchObject({ title: "Draft", language: "typescript", here: null });
  const done = await caller.realms.import({ realm: "console-target", archive, basedOn });
  expect(done.written.length).toBe(rows.length);
});
