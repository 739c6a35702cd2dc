import { expect, inject, test } from "vitest";
import { cli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const { url } = inject("server");

const create = (args: string[], password = admin.password) =>
  cli(
    ["token", "create", "--name", "ci", "--scope", "flows", "--email", admin.email, "--server", url, ...args],
    "",
    {
      SCRIPTYARD_ADMIN_PASSWORD: password,
    },
  );

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

test("says what it is for, and ends by itself unless told otherwise", async () => {
  const ninety = await create([]);
  const days = (Date.parse(/expires (\S+)\./.exec(ninety.stderr)![1]!) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
  expect((await create(["--expires-days", "never"])).stderr).toContain("never expires");
  const metrics = () =>
    fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${ninety.stdout.trim()}` } });
  expect((await metrics()).status).toBe(403);
  const purposeless = await cli(
    ["token", "create", "--name", "ci", "--email", admin.email, "--server", url],
    "",
    {
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    },
  );
  expect(purposeless).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("--scope with execute, flows"),
  });
  expect((await create(["--scope", "everything"])).stderr).toContain("Allowed choices are");
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
