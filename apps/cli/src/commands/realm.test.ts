import { expect, inject, test } from "vitest";
import { cli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const { url } = inject("server");

async function tokenWith(scope: string): Promise<string> {
  const args = [
    "token",
    "create",
    "--name",
    "realms",
    "--scope",
    scope,
    "--email",
    admin.email,
    "--server",
    url,
  ];
  return (await cli(args, "", { SCRIPTYARD_ADMIN_PASSWORD: admin.password })).stdout.trim();
}

const realm = (token: string, ...args: string[]) =>
  cli(["realm", ...args, "--server", url], "", token === "" ? {} : { SCRIPTYARD_TOKEN: token });

test("a realm is made, copied, renamed, archived, deleted and taken back", async () => {
  const token = await tokenWith("realms");
  const done = async (...args: string[]) => {
    const { code, stdout, stderr } = await realm(token, ...args);
    expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
    return stdout;
  };
  const states = async () => {
    const { realms } = JSON.parse(await done("list", "--json")) as {
      realms: { name: string; title: string; state: string; hostId: string; scripts: number }[];
    };
    return realms.filter(({ name }) => name.startsWith("cli-"));
  };
  await done("create", "cli-shop", "--title", "Shop", "--host", "identity", "--from", "defaults");
  await done("create", "cli-copy", "--copy", "cli-shop");
  const [copy, shop] = await states();
  expect(shop).toMatchObject({ title: "Shop", state: "open", hostId: "identity" });
  expect(copy).toMatchObject({ title: "cli-copy", scripts: shop!.scripts });
  expect(shop!.scripts).toBeGreaterThan(5);

  expect(await done("rename", "cli-shop", "The shop")).toContain("The shop");
  expect(await done("archive", "cli-shop")).toContain("archived");
  await done("delete", "cli-copy", "--name", "cli-copy");
  expect((await states()).map(({ state }) => state)).toEqual(["deleted", "archived"]);
  expect(await done("list")).toMatch(/cli-copy.*deleted, goes \d{4}-/);
  await done("restore", "cli-copy");
  await done("restore", "cli-shop");
  expect((await states()).map(({ state }) => state)).toEqual(["open", "open"]);
});

test("says what is wrong: no token, too little of one, no name, another name", async () => {
  expect((await realm("", "list")).stderr).toContain("token create --name cli --scope realms");
  expect((await realm(await tokenWith("flows"), "list")).stderr).toContain("the scope realms");
  const token = await tokenWith("realms");
  expect((await realm(token, "create", "x")).stderr).toContain("--host, or --copy");
  expect((await realm(token, "create", "Not A Name", "--host", "identity")).stderr).toContain("name");
  expect((await realm(token, "create", "acme", "--host", "identity")).stderr).toContain("already");
  expect((await realm(token, "delete", "acme", "--name", "acne")).stderr).toContain("type the realm's name");
  expect((await realm(token, "archive", "nowhere")).stderr).toContain('no realm "nowhere"');
});
