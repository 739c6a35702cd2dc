import { beforeAll, expect, inject, test } from "vitest";
import { cli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const { url } = inject("server");
const realm = "secret-cli";
let env: { [name: string]: string };

beforeAll(async () => {
  const made = await cli(
    [
      "token",
      "create",
      "--name",
      "secrets",
      "--email",
      admin.email,
      "--server",
      url,
      "--scope",
      "secrets",
      "realms",
    ],
    "",
    { SCRIPTYARD_ADMIN_PASSWORD: admin.password },
  );
  expect(made.code, made.stderr).toBe(0);
  env = { SCRIPTYARD_URL: url, SCRIPTYARD_TOKEN: made.stdout.trim(), NO_COLOR: "1" };
  const created = await cli(["realm", "create", realm, "--host", "identity"], "", env);
  expect(created.code, created.stderr).toBe(0);
});

const call = (args: string[], input = "") => cli(["secret", ...args, "--realm", realm], input, env);

test("a secret is set from standard input, rotated, listed without its value, and removed", async () => {
  expect((await call(["set", "stripe"], "sk_live_4242\n")).stdout).toBe(
    "stripe has version 1: runs that begin from now on use it\n",
  );
  expect(await call(["set", "stripe", "--json"], "sk_live_4343")).toMatchObject({ code: 0 });
  expect((await call(["set", "stripe", "--script", "shop/pay"], "sk_test_4444\r\n")).code).toBe(0);
  const listed = await call(["list"]);
  expect(listed.stdout).toBe("stripe  v2  every script  never used\nstripe  v1  shop/pay  never used\n");
  const json = (await call(["list", "--json"])).stdout;
  expect(JSON.parse(json)).toMatchObject({ items: [{ name: "stripe", version: 2 }, { script: "shop/pay" }] });
  expect(json).not.toContain("sk_");
  expect((await call(["remove", "stripe"])).stdout).toBe("stripe is removed\n");
  expect((await call(["remove", "stripe", "--script", "shop/pay"])).code).toBe(0);
  expect(await call(["remove", "stripe"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no secret stripe in this realm."),
  });
});

test("what cannot be a value is refused in words", async () => {
  expect((await call(["set", "stripe"])).stderr).toContain("No value came");
  expect((await call(["set", "stripe"], "short")).stderr).toContain("at least 8 are needed");
  expect((await call(["set", "stripe"], "x".repeat(20_000))).stderr).toContain("more than 16384 bytes");
  expect((await call(["set", "Stripe!"], "sk_live_4242")).stderr).toContain("lower-case letters");
});

test("hosts that scripts may call are listed, added, replaced and removed", async () => {
  const hosts = (...args: string[]) => cli(["realm", "hosts", realm, ...args], "", env);
  expect((await hosts()).stdout).toBe(`none: scripts of ${realm} call nobody\n`);
  await hosts("--add", "api.stripe.com", "--methods", "GET,POST");
  expect((await hosts("--add", "stock.internal:8080", "--internal")).stdout).toBe(
    "api.stripe.com  GET POST\nstock.internal:8080  GET  internal\n",
  );
  // A line keeps what it allowed, and its place; whoever meant to narrow it is told.
  const added = await hosts("--add", "api.stripe.com", "--methods", "DELETE");
  expect(added.stdout).toBe("api.stripe.com  GET POST DELETE\nstock.internal:8080  GET  internal\n");
  expect(added.stderr).toContain("api.stripe.com allows GET POST DELETE now: what it allowed before stays.");
  expect((await hosts("--add", "stock.internal:8080", "--methods", "POST")).stdout).toContain(
    "GET POST  internal",
  );
  const narrowed = await hosts("--set", "api.stripe.com", "--methods", "GET");
  expect(narrowed).toMatchObject({ stderr: "" });
  expect(narrowed.stdout).toMatch(/^api\.stripe\.com {2}GET\n/);
  expect((await hosts("--set", "stock.internal:8080", "--methods", "PUT")).stdout).toContain(
    "stock.internal:8080  PUT\n",
  );
  const both = await hosts("--set", "a.example", "--add", "b.example");
  expect([both.code === 0, both.stderr]).toEqual([false, expect.stringContaining("cannot be used with")]);
  expect((await hosts("--add", "https://a.example")).stderr).toContain("write a host in lower case");
  expect((await hosts("--remove", "b.example")).stderr).toContain("There is no host b.example");
  expect((await hosts("--remove", "api.stripe.com")).stdout).not.toContain("stripe");
});
