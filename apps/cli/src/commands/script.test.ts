import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect } from "../server/client.ts";
import { cli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const { url } = inject("server");
/** Other files publish in the demo's realms: this one has its own. */
const realm = "script-cli";
let folder: string;
let env: { [name: string]: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-script-"));
  const token = async (...args: string[]) => {
    const made = await cli(
      ["token", "create", "--name", "scripts", "--email", admin.email, "--server", url, ...args],
      "",
      { SCRIPTYARD_ADMIN_PASSWORD: admin.password },
    );
    expect(made.code, made.stderr).toBe(0);
    return made.stdout.trim();
  };
  const realms = { SCRIPTYARD_TOKEN: await token("--scope", "realms") };
  const made = await cli(
    ["realm", "create", realm, "--host", "identity", "--from", "empty", "--server", url],
    "",
    realms,
  );
  expect(made.code, made.stderr).toBe(0);
  env = { SCRIPTYARD_TOKEN: await token("--role", "author") };
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (...args: string[]) => cli([...args, "--realm", realm, "--server", url], "", env);
const source = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  return { action: "continue" };
}
`;

test("a script is retired with a reason, stays so through a push, and a rollback makes it live again", async () => {
  const client = connect({ url, token: env.SCRIPTYARD_TOKEN! });
  const at = { realm, module: "other", name: "lonely" };
  const made = await client.scripts.create.mutate({
    ...at,
    hook: "onExecute",
    language: "typescript",
    source,
  });
  const scriptId = made.script.id;
  await client.versions.publish.mutate({ scriptId, revision: 1, note: "First" });

  const deleted = await call("script", "delete", "other/lonely", "--yes");
  expect(deleted.stderr).toContain("other/lonely is live as v1. Retire it first");
  expect((await call("script", "retire", "other/lonely", "--yes")).stderr).toContain("Say why with --note");
  const other = await call("script", "retire", "other/lonely", "--yes", "--live", "7", "--note", "gone");
  expect([other.code, other.stderr]).toEqual([
    1,
    expect.stringContaining('v1 of "other/lonely" is live now'),
  ]);
  const retired = await call("script", "retire", scriptId, "--yes", "--note", "gone");
  expect(retired.stdout).toContain("retired other/lonely v1, nothing of it is live");
  expect((await call("script", "retire", "other/lonely", "--yes", "--note", "x")).stderr).toContain(
    "No version of other/lonely is live.",
  );

  await call("pull", "--dir", folder);
  expect((await call("status", "--dir", folder)).stdout).toContain("other/lonely  retired: v1 was live");
  const publish = ["push", "--dir", folder, "--publish", "--unedited", "--yes", "--note", "again"];
  const left = await call(...publish);
  expect([left.code, left.stdout]).toEqual([
    1,
    expect.stringMatching(/retired +other\/lonely +v1 was retired/),
  ]);

  const back = await call("script", "rollback", "other/lonely", "1", "--note", "missed", "--json");
  expect(JSON.parse(back.stdout)).toMatchObject({ script: "other/lonely", kind: "rollback", version: 1 });
  await call("script", "retire", "other/lonely", "--yes", "--note", "gone");
  expect((await call(...publish, "--retired")).stdout).toMatch(/published +other\/lonely +v2/);
  expect((await call("script", "delete", "nowhere", "--yes")).stderr).toContain(
    "name a script as module/name",
  );
  expect((await call("script", "delete", "no/where", "--yes")).stderr).toContain(
    "There is no script no/where",
  );
});
