import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signatureHeader } from "@scriptyard/model";
import { sign } from "@scriptyard/runner";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { asAdmin } from "../server/as-admin.ts";
import { cli } from "../testing/cli.ts";
import { admin, startServer } from "../testing/server.ts";

const server = inject("server");
let home: string;
/** Of the signed endpoint, and of a login that was begun. */
let secret: string;
let session: { id: string; secret: string };
let token: string;

const environment = { SCRIPTYARD_ADMIN_PASSWORD: admin.password, NO_COLOR: "1" };
const call = (...args: string[]) => cli(args, "", environment);
const backup = (...args: string[]) =>
  call("backup", "--server", server.url, "--email", admin.email, "--to", home, ...args);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "scriptyard-backups-"));
  secret = await signedEndpoint();
  const place = ["--realm", "acme", "--server", server.url, "--email", admin.email];
  const made = await call("token", "create", "--name", "b", "--scope", "execute", "flows", "hooks", ...place);
  token = made.stdout.trim();
  const begun = await post(server.url, "/api/v1/realms/acme/flows/login/sessions", "{}");
  const answer = (await begun.json()) as { sessionId: string; secret: string };
  session = { id: answer.sessionId, secret: answer.secret };
}, 120_000);
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

function post(url: string, path: string, body: string, headers: { [name: string]: string } = {}) {
  const all = { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers };
  return fetch(url + path, { method: "POST", headers: all, body });
}

/** An endpoint that answers 201 to whoever signs with its secret. */
async function signedEndpoint(): Promise<string> {
  return asAdmin({ server: server.url, email: admin.email, password: admin.password }, async (client) => {
    const source = "export function onRequest(): HookResponse {\n  return { status: 201 };\n}\n";
    const place = { realm: "acme", module: "hooks", name: "paid", hook: "onRequest" } as const;
    const { script, draft } = await client.scripts.create.mutate({
      ...place,
      language: "typescript",
      source,
    });
    await client.versions.publish.mutate({ scriptId: script.id, note: "n", revision: draft.revision });
    const config = { method: "POST", path: "/paid", auth: "signature" } as never;
    const endpoint = { realm: "acme", kind: "http" as const, name: "paid", scriptId: script.id, config };
    return (await client.triggers.create.mutate(endpoint)).secret!;
  });
}

/** A limit is wall-clock time, and the first run on a busy machine may take longer: what is tested here is not speed. */
async function pay(url: string): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await payOnce(url, `/hooks/acme/paid?attempt=${attempt}`);
    if (answer.status !== 504 || attempt === 10) return answer;
  }
}

function payOnce(url: string, path: string): Promise<Response> {
  const seconds = Math.floor(Date.now() / 1_000);
  const signed = { method: "POST", pathAndQuery: path, body: Buffer.from("{}") };
  return post(url, path, "{}", { [signatureHeader]: `t=${seconds},v1=${sign(secret, seconds, signed)}` });
}

/** A server on restored data: does the sealed secret open, and does the login go on? */
async function answersOn(dataDir: string) {
  await using restored = await startServer(dataDir);
  const paid = await pay(restored.url);
  // Its last answer, which is sealed with the session's own secret.
  const login = await post(restored.url, `/api/v1/sessions/${session.id}`, '{"form":null}', {
    "scriptyard-session": session.secret,
  });
  return { paid: paid.status, login: login.status };
}

test("a backup with its key restores whole on another machine", async () => {
  expect((await pay(server.url)).status).toBe(201);
  const made = await backup("--with-key");
  expect(made.code, made.stderr).toBe(0);
  expect(made.stderr).toMatch(/2 files, [\d.]+ MB\nnote The key is in it/);
  const folder = made.stdout.trim();
  expect(folder).toContain(home);
  expect((await stat(join(folder, "seal.key"))).mode & 0o777).toBe(0o600);

  const busy = await call("restore", folder, "--data", server.folder);
  expect(busy.code).toBe(1);
  expect(busy.stderr).toContain("is in use by process");

  const data = join(home, "whole");
  const restored = await call("restore", folder, "--data", data);
  expect(restored.stderr).toBe("");
  expect(restored.stdout).toMatch(/^Restored the backup of \S+ into \S+\.\n$/);
  expect((await stat(join(data, "seal.key"))).mode & 0o777).toBe(0o600);
  expect(await answersOn(data)).toEqual({ paid: 201, login: 200 });
}, 120_000);

test("without its key it is refused, saying what would be lost; accepted, all but that comes back", async () => {
  const made = await backup();
  expect(made.stderr).toContain(`not in it: ${join(server.folder, "seal.key")}`);
  const folder = made.stdout.trim();
  expect(await readdir(folder)).not.toContain("seal.key");
  expect(await readFile(join(folder, "backup.json"), "utf8")).not.toContain(
    (await readFile(join(server.folder, "seal.key"), "utf8")).trim(),
  );

  const data = join(home, "partly");
  const refused = await call("restore", folder, "--data", data);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("the secrets of 1 signed endpoint: acme/paid.");
  expect(refused.stderr).toContain("--without-key");
  expect(await readdir(data).catch(() => [])).toEqual([]);

  const accepted = await call("restore", folder, "--data", data, "--without-key");
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toContain("Lost without the key: the secrets of 1 signed endpoint: acme/paid.");
  expect(await answersOn(data)).toEqual({ paid: 404, login: 200 });
}, 120_000);

test("a key that does not fit is refused, one that lies in the data folder already is used", async () => {
  const folder = (await backup()).stdout.trim();
  const data = join(home, "keyed");
  await mkdir(data);
  await writeFile(join(data, "seal.key"), `${"ab".repeat(32)}\n`);
  const other = await call("restore", folder, "--data", data);
  expect(other.code).toBe(1);
  expect(other.stderr).toMatch(/has none, the one in \S+ is another \([0-9a-f]{32}\)\. Nothing was changed/);
  expect(await readdir(data)).toEqual(["seal.key"]);

  await cp(join(server.folder, "seal.key"), join(data, "seal.key"));
  expect((await call("restore", folder, "--data", data)).code).toBe(0);
  // A backup that brings the right one replaces another; that stays beside it.
  await writeFile(join(data, "seal.key"), `${"ab".repeat(32)}\n`);
  await cp(join(server.folder, "seal.key"), join(folder, "seal.key"));
  const replaced = await call("restore", folder, "--data", data);
  expect(replaced.stdout).toContain("seal.key.before-restore-");
  expect(await readFile(join(data, "seal.key"), "utf8")).toBe(
    await readFile(join(server.folder, "seal.key"), "utf8"),
  );
  const nothing = await call("restore", join(home, "none"), "--data", data);
  expect(nothing.stderr).toContain("is no whole backup");
}, 120_000);
