import { afterAll, beforeAll, expect, test } from "vitest";
import type { Log } from "./log.ts";
import { createCaller } from "./router.ts";
import { createWorld, password, type World } from "./testing/world.ts";

type Told = { act?: string; subject?: string; userId?: string | null; requestId?: string; fields?: string[] };
const told: Told[] = [];
const note = (fields: object) => void told.push(fields);
const log: Log = { debug: note, info: note, warn: note, error: note };

let world: World;
beforeAll(async () => {
  world = await createWorld({ log });
});
afterAll(() => world[Symbol.asyncDispose]());

test("who may come in, who comes in and what leaves says who did it, and no secret", async () => {
  const context = await world.context("admin");
  const admin = createCaller(context);
  const secrets: string[] = [password];
  told.length = 0;

  const made = await admin.tokens.create({ name: "ci", realm: "acme", scopes: ["flows"] });
  secrets.push(made.token);
  await admin.tokens.revoke({ id: made.record.id });
  await admin.tokens.revokeMine();
  const { user, link } = await admin.users.invite({
    email: "new@example.com",
    name: "New",
    role: "operator",
  });
  const invited = createCaller(await world.context(null));
  await invited.session.redeem({ token: link.split("token=")[1]!, password: "a password of their own" });
  await admin.users.update({ id: user.id, role: "author" });
  const reset = await admin.users.resetLink({ id: user.id, revokeTokens: true });
  secrets.push(link.split("token=")[1]!, reset.link.split("token=")[1]!, "a password of their own");
  secrets.push((await admin.partners.renew({ realm: "acme", name: "pay" })).key);
  await admin.partners.remove({ realm: "acme", name: "pay" });
  await admin.session.changePassword({ current: password, next: "another long password" });
  await admin.session.signOut();
  const back = createCaller(await world.context(null));
  await back.session.signIn({ email: "admin@example.com", password: "another long password" });

  const acts = told.filter(({ act }) => act !== undefined);
  const by = world.users.admin.id;
  expect(acts.map(({ act, subject, userId, fields }) => [act, subject, userId, fields])).toEqual([
    ["token.create", `${made.record.id} ci`, by, ["flows"]],
    ["token.revoke", `${made.record.id} ci`, by, undefined],
    ["token.revoke", "all 0 of admin@example.com", by, undefined],
    ["member.invite", "new@example.com", by, ["role operator"]],
    ["password.change", "new@example.com", user.id, undefined],
    ["session.begin", "new@example.com", user.id, undefined],
    ["member.update", "new@example.com", by, ["role author"]],
    ["member.reset", "new@example.com", by, ["tokens revoked 0"]],
    ["password.change", "admin@example.com", by, undefined],
    ["session.end", "admin@example.com", by, undefined],
    ["session.begin", "admin@example.com", by, undefined],
  ]);
  for (const { requestId } of acts) expect(requestId).toMatch(/^req_/);
  for (const secret of secrets) expect(JSON.stringify(told)).not.toContain(secret);
});
