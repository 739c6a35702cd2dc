import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { address, launch as launchServer } from "./testing/launch.ts";
import { admin, dataFolder, post, signIn } from "./testing/running.ts";

const folders: { remove(): void }[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) folder.remove();
});

function folder(): string {
  const made = dataFolder();
  folders.push(made);
  return made.path;
}

function launch(variables: Record<string, string>) {
  const server = launchServer(variables);
  children.push(server.child);
  return server;
}

describe("a start that cannot happen is one clear line and exit code 1", () => {
  test("a taken port", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.on("listening", resolve));
    const { port } = other.address() as { port: number };
    const server = launch({ SCRIPTYARD_DATA: folder(), SCRIPTYARD_PORT: String(port) });
    expect(await server.exit).toBe(1);
    expect(server.output()).toBe(
      `Port ${port} is taken on 127.0.0.1. Stop the other program, or choose another port: SCRIPTYARD_PORT=4401\n`,
    );
    other.close();
  }, 60_000);

  test("a configuration with several mistakes", async () => {
    const server = launch({ SCRIPTYARD_PORT: "http", SCRIPTYARD_ENGINE: "v8" });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(
      /^The configuration is not valid:\n {2}SCRIPTYARD_PORT="http".*\n {2}SCRIPTYARD_ENGINE="v8".*\n$/,
    );
  }, 30_000);

  test("a policy file with several mistakes", async () => {
    const file = join(folder(), "policy.json");
    writeFileSync(file, '{ "levels": { "safe": { "limits": { "timeoutMs": -1 }, "libraries": ["*"] } } }');
    const server = launch({ SCRIPTYARD_DATA: folder(), SCRIPTYARD_POLICY: file });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(
      /^SCRIPTYARD_POLICY=".*policy.json": The policy file is not valid:\n {2}levels\.safe\.limits\.timeoutMs: .*\n {2}levels\.safe\.libraries\.0: .*\n$/,
    );
  }, 60_000);

  test("a folder that cannot be written", async () => {
    const file = join(folder(), "a-file");
    writeFileSync(file, "");
    const server = launch({ SCRIPTYARD_DATA: join(file, "data") });
    expect(await server.exit).toBe(1);
    expect(server.output().trim().split("\n")).toHaveLength(1);
    expect(server.output()).toContain(file);
  }, 60_000);

  test("a database of a newer Scriptyard", async () => {
    const path = folder();
    const first = launch({ SCRIPTYARD_DATA: path });
    await first.until(address);
    first.child.kill("SIGTERM");
    expect(await first.exit).toBe(0);
    const require = createRequire(import.meta.url);
    const Database = require("better-sqlite3") as new (
      path: string,
    ) => { exec(sql: string): void; close(): void };
    const database = new Database(join(path, "scriptyard.db"));
    database.exec("insert into schema_migrations_main values (9999, 'later', 'ffff', 0)");
    database.close();
    const second = launch({ SCRIPTYARD_DATA: path });
    expect(await second.exit).toBe(1);
    expect(second.output()).toMatch(/newer/);
    expect(second.output().trim().split("\n")).toHaveLength(1);
  }, 60_000);
});

describe("the process", () => {
  test("prints a one-time link until it is used, and drains on SIGTERM", async () => {
    const path = folder();
    const first = launch({ SCRIPTYARD_DATA: path });
    const unused = await first.until(/one-time link for admin@scriptyard.local\): (http:\S+)/);
    expect(unused).toMatch(/\/welcome\?token=[\w-]{43}$/);
    first.child.kill("SIGTERM");
    expect(await first.exit).toBe(0);

    const second = launch({ SCRIPTYARD_DATA: path });
    const link = await second.until(/one-time link for admin@scriptyard.local\): (http:\S+)/);
    const { origin, searchParams } = new URL(link);
    const redeemed = await post(`${origin}/api/trpc/session.redeem`, {
      token: searchParams.get("token"),
      password: admin.password,
    });
    expect(redeemed.status).toBe(200);

    // Requests under way are answered; the second signal changes nothing; everything acknowledged is on disk.
    const cookie = redeemed.headers.get("set-cookie")!.split(";")[0]!;
    const made = await post(`${origin}/api/trpc/tokens.create`, { name: "t", scopes: ["flows"] }, { cookie });
    const { token } = ((await made.json()) as { result: { data: { token: string } } }).result.data;
    const flow = () =>
      post(
        `${origin}/api/v1/realms/acme/flows/registration/sessions`,
        {},
        { authorization: `Bearer ${token}` },
      );
    expect((await flow()).status).toBe(201);
    const underWay = Array.from({ length: 40 }, () =>
      flow().then(
        (answer) => answer.status,
        () => 0,
      ),
    );
    await Promise.race(underWay);
    second.child.kill("SIGTERM");
    second.child.kill("SIGINT");
    expect(await second.exit).toBe(0);
    expect(second.output()).toMatch(/SIG(TERM|INT): finishing what runs, then stopping\.\nStopped\.\n$/);
    const statuses = await Promise.all(underWay);
    // 0: the connection was refused or closed before its request was read; nothing half done either way.
    expect(statuses.filter((status) => ![201, 503, 0].includes(status))).toEqual([]);
    const answered = statuses.filter((status) => status === 201).length;
    expect(answered).toBeGreaterThan(0);

    const third = launch({ SCRIPTYARD_DATA: path });
    const url = await third.until(address);
    expect(third.output()).not.toContain("one-time");
    const { client } = await signIn(url, "admin@scriptyard.local");
    const page = await client.executions.list.query({
      realm: "acme",
      filter: { module: "registration" },
      limit: 200,
    });
    expect(page.items.length).toBeGreaterThanOrEqual(answered + 1);
    third.child.kill("SIGTERM");
    expect(await third.exit).toBe(0);
  }, 90_000);

  test("takes the first admin from the environment", async () => {
    const server = launch({
      SCRIPTYARD_DATA: folder(),
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    });
    const url = await server.until(address);
    expect(server.output()).not.toContain("one-time");
    const { client } = await signIn(url);
    expect(await client.session.me.query()).toMatchObject({ email: admin.email, role: "admin" });
  }, 60_000);

  test("goes on when nobody reads its output any more, and stops in order", async () => {
    const server = launch({ SCRIPTYARD_DATA: folder(), SCRIPTYARD_LOG_LEVEL: "info" });
    const url = await server.until(address);
    server.child.stdout.destroy();
    server.child.stderr.destroy();
    for (let i = 0; i < 5; i++) expect((await fetch(`${url}/healthz`)).status).toBe(200);
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  }, 60_000);
});
