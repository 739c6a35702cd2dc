import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportDone, ImportPlan } from "@scriptyard/runner";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { cli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const { url } = inject("server");
let token: string;
let folder: string;
beforeAll(async () => {
  const args = [
    "token",
    "create",
    "--name",
    "moving",
    "--scope",
    "realms",
    "move",
    "--email",
    admin.email,
    "--server",
    url,
  ];
  token = (await cli(args, "", { SCRIPTYARD_ADMIN_PASSWORD: admin.password })).stdout.trim();
  folder = await mkdtemp(join(tmpdir(), "moving-"));
  await done("realm", "create", "move-from", "--host", "identity", "--from", "defaults");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (...args: string[]) =>
  cli(args[0] === "realm" ? [...args, "--server", url] : args, "", { SCRIPTYARD_TOKEN: token });
async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await call(...args);
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  return stdout;
}
const realm = async (name: string) => {
  await done("realm", "create", name, "--host", "identity");
  return name;
};

test("a realm goes into a folder, and from there into another one, by a plan", async () => {
  const to = join(folder, "shop");
  expect(await done("realm", "export", "move-from", "--to", to)).toContain("exported move-from");
  const files = (await readdir(to, { recursive: true })).map((path) => path.replaceAll("\\", "/"));
  expect(files).toEqual(
    expect.arrayContaining(["scriptyard.json", "scripts/login/risk-check.ts", "flows/login.json"]),
  );
  const target = await realm("move-to");
  const plan = await done("realm", "import", target, to, "--dry-run");
  expect(plan).toMatch(/new +scripts\/login\/risk-check/);
  const asked = await call("realm", "import", target, to);
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining("--yes")]);
  expect(await done("realm", "import", target, to, "--yes")).toMatch(/made +flows\/login/);
  expect(await done("realm", "import", target, to, "--yes")).toContain("Nothing to write.");

  // What changed in the folder, and in it alone, is what the next import writes.
  const node = join(to, "scripts/login/risk-check.ts");
  await writeFile(node, `${await readFile(node, "utf8")}// from the folder\n`);
  const next = JSON.parse(
    await done(
      "realm",
      "import",
      target,
      to,
      "--dry-run",
      "--overwrite",
      "scripts/login/risk-check",
      "--json",
    ),
  ) as { plan: ImportPlan };
  expect(next.plan.rows.filter(({ status }) => status !== "same").map(({ key }) => key)).toEqual([
    "scripts/login/risk-check",
  ]);
  // An export into the same folder takes away what is no more, and nothing of anything else.
  await done("realm", "export", "move-from", "--to", to, "--only", "flows");
  expect(await readdir(to)).not.toContain("settings.json");
  const zip = join(folder, "a.zip");
  await done("realm", "export", "move-from", "--to", zip, "--only", "flows");
  expect(await done("realm", "import", target, zip, "--yes")).toContain("Nothing to write.");
  expect((await call("realm", "export", "move-from", "--to", folder)).stderr).toContain("something else");
});

test("what does not fit is told with its place, and nothing is written", async () => {
  const to = join(folder, "broken");
  await done("realm", "export", "move-from", "--to", to, "--only", "scripts/login/risk-check");
  await writeFile(join(to, "scripts/login/risk-check.json"), "{}");
  const refused = await call("realm", "import", await realm("move-broken"), to, "--yes");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("scripts/login/risk-check.json: hook: is missing");
  expect((await call("realm", "import", "move-broken", join(folder, "nowhere"))).stderr).toContain(
    "There is no",
  );
  expect((await call("realm", "import", "move-broken", folder)).stderr).toContain("no scriptyard.json");
});

test("a realm is promoted, and its versions say where they come from", async () => {
  const target = await realm("move-live");
  const same = ["promote", "--from", url, "--to", url, "--realm", "move-from"];
  expect((await call(...same)).stderr).toContain("the same realm");
  const args = [...same, "--to-realm", target, "--only", "scripts/login", "flows", "--json"];
  const { plan } = JSON.parse(await done(...args, "--dry-run")) as { plan: ImportPlan };
  expect(plan.rows.every(({ status }) => status === "new")).toBe(true);
  const promoted = JSON.parse(await done(...args, "--yes")) as { done: ImportDone };
  expect(promoted.done.written.length).toBe(plan.rows.length);
  const elsewhere = ["promote", "--from", "http://127.0.0.1:1", "--to", url, "--realm", "x"];
  expect((await call(...elsewhere)).stderr).toContain("SCRIPTYARD_FROM_TOKEN");
});
