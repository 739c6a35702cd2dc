import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cli } from "../testing/cli.ts";

const admin = { email: "admin@example.com", password: "a long enough password" };
const main = fileURLToPath(new URL("../../../server/dist/main.js", import.meta.url));
let server: ChildProcess;
let url: string;
let folder: string;

/** The built server as its own process, on a free port of loopback, with an empty data folder. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-cli-"));
  server = spawn(process.execPath, [main], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_DATA: folder,
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    },
  });
  url = await new Promise<string>((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const found = /running: (http:\/\/\S+)/.exec(text);
      if (found) resolve(found[1]!);
    };
    server.stdout!.on("data", read);
    server.stderr!.on("data", read);
    server.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${text}`)));
  });
}, 60_000);

afterAll(async () => {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
}, 30_000);

const create = (args: string[], password = admin.password) =>
  cli(["token", "create", "--name", "ci", "--email", admin.email, "--server", url, ...args], "", {
    SCRIPTYARD_ADMIN_PASSWORD: password,
  });

test("prints a token that opens the HTTP API of its realm", async () => {
  const { code, stdout, stderr } = await create(["--realm", "acme", "--expires-days", "30"]);
  expect(stderr).toMatch(/realm acme, expires \d{4}-/);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^sy_\S+\n$/);
  const call = (realm: string, token: string) =>
    fetch(`${url}/api/v1/realms/${realm}/flows/login/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: "{}",
    });
  expect((await call("acme", stdout.trim())).status).toBe(201);
  expect((await call("acme", "sy_wrong")).status).toBe(401);
});

test("leaves no session behind", async () => {
  await create([]);
  const signedIn = await fetch(`${url}/api/trpc/session.signIn`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(admin),
  });
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  const answer = await fetch(`${url}/api/trpc/session.list`, { headers: { cookie } });
  const { result } = (await answer.json()) as { result: { data: { current: boolean }[] } };
  expect(result.data.map((session) => session.current)).toEqual([true]);
});

test("says what is wrong and prints nothing to paste", async () => {
  expect(await create([], "a wrong password")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("refused"),
  });
  expect(await create(["--realm", "nope"])).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("acme"),
  });
  expect((await create(["--server", "http://127.0.0.1:9"])).stderr).toContain(
    "No Scriptyard server answers at http://127.0.0.1:9",
  );
  expect((await create(["--server", "nowhere"])).stderr).toContain("Write an address");
  expect((await create(["--expires-days", "0"])).stderr).toContain("whole number");
  expect((await create([], "")).stderr).toContain("SCRIPTYARD_ADMIN_PASSWORD");
  expect((await cli(["token", "create"])).stderr).toContain("--name");
});
