import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { cli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const { url } = inject("server");
/** Other files draw and publish in the demo's realms: this one has its own. */
const realm = "flow-cli";
let folder: string;
let env: { [name: string]: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-flow-"));
  const token = async (...args: string[]) => {
    const made = await cli(
      ["token", "create", "--name", "flows", "--email", admin.email, "--server", url, ...args],
      "",
      { SCRIPTYARD_ADMIN_PASSWORD: admin.password },
    );
    expect(made.code, made.stderr).toBe(0);
    return made.stdout.trim();
  };
  const realms = { SCRIPTYARD_TOKEN: await token("--scope", "realms") };
  const made = await cli(
    ["realm", "create", realm, "--host", "identity", "--from", "defaults", "--server", url],
    "",
    realms,
  );
  expect(made.code, made.stderr).toBe(0);
  env = {
    SCRIPTYARD_URL: url,
    SCRIPTYARD_TOKEN: await token("--role", "author"),
    NO_COLOR: "1",
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (...args: string[]) => cli(["flow", ...args, "--realm", realm], "", env);
const synced = (...args: string[]) => call(...args, "--dir", folder);
const path = () => join(folder, "login.json");
const edit = async (change: (flow: { title: string; nodes: { title: string }[] }) => void) => {
  const flow = JSON.parse(await readFile(path(), "utf8")) as { title: string; nodes: { title: string }[] };
  change(flow);
  await writeFile(path(), JSON.stringify(flow));
};

test("flows are pulled, changed, compared, pushed, published and rolled back", async () => {
  expect((await call("list")).stdout).toMatch(/login .*live/);
  const pulled = await synced("pull");
  expect([pulled.stderr, pulled.stdout]).toEqual(["", expect.stringContaining("written       flows/login")]);
  expect((await synced("pull")).stdout).not.toContain("written");
  // Formatted in another way it is the same flow.
  await edit(() => {});
  expect((await synced("push", "login")).stdout).toBe("1 of 1 the same on both sides\n");

  await edit(({ nodes }) => {
    nodes[0]!.title = "Is it risky?";
  });
  expect((await synced("push", "login")).stdout).toContain("saved         flows/login");
  const differs = await call("diff", "login");
  expect([differs.code, differs.stdout]).toEqual([1, expect.stringMatching(/^~ node .*"Is it risky\?"\n$/)]);
  const published = await synced("push", "login", "--publish", "--note", "A question");
  expect([published.stderr, published.stdout]).toEqual([
    "",
    expect.stringMatching(/published +flows\/login +v\d/),
  ]);
  expect(await call("diff", "login")).toMatchObject({ code: 0, stdout: "live and draft are the same\n" });
  const again = await call("publish", "login", "--note", "Once more");
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("is live already")]);
  const version = Number(/v(\d+)/.exec(published.stdout)![1]);
  const back = await call("rollback", "login", String(version - 1), "--note", "As it was");
  expect([back.stderr, back.stdout]).toEqual(["", `live login v${version - 1}\n`]);
  expect((await call("diff", "login", "--json")).stdout).toContain('"node-renamed"');
});

test("what somebody else drew is not written over; with --force yours is kept", async () => {
  await synced("pull", "--force");
  const other = await mkdtemp(join(tmpdir(), "scriptyard-other-"));
  await call("pull", "--dir", other);
  const theirs = JSON.parse(await readFile(join(other, "login.json"), "utf8")) as { title: string };
  await writeFile(join(other, "login.json"), JSON.stringify({ ...theirs, title: "Theirs" }));
  expect((await call("push", "login", "--dir", other)).code).toBe(0);
  await edit((flow) => {
    flow.title = "Mine";
  });
  const refused = await synced("push", "login");
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining("conflict      flows/login")]);
  const taken = await synced("pull", "login", "--force");
  expect(taken.stdout).toContain("yours is in login.json.mine");
  expect(await readFile(path(), "utf8")).toContain('"Theirs"');
  expect(await readFile(`${path()}.mine`, "utf8")).toContain('"Mine"');
  await rm(other, { recursive: true, force: true });
});

test("a flow of a file that the server does not know is made; nobody walks it before it is published", async () => {
  const node = { name: "only", title: "Only", kind: "decision", failurePolicy: "reject" };
  const flow = { title: "Made here", entry: "only", nodes: [node], edges: [{ from: "only", to: "done" }] };
  await writeFile(join(folder, "made-here.json"), JSON.stringify(flow));
  expect((await synced("push", "made-here")).stdout).toContain("created       flows/made-here");
  expect((await call("list")).stdout).toMatch(/made-here {2}Made here {2}never published/);
  expect((await call("traffic", "made-here")).stdout).toBe("nobody walked it\n");
  await rm(join(folder, "made-here.json"));
});

test("says what is wrong with its place: a broken file, a flow that is nowhere, no note, no token", async () => {
  const broken = join(folder, "broken.json");
  for (const [text, words] of [
    ["{", "is no JSON"],
    ['{"title":"x","entry":"a","nodes":[],"edges":[]}', 'entry: there is no node "a"'],
    ['{"title":"x","entry":null,"nodes":[],"edges":[],"more":1}', "more"],
  ] as const) {
    await writeFile(broken, text);
    const refused = await synced("push");
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(words)]);
    expect(refused.stderr).toContain("broken.json");
  }
  await rm(broken);
  expect((await synced("pull", "nowhere")).stderr).toContain('There is no flow "nowhere"');
  expect((await call("publish", "login")).stderr).toContain("--note");
  expect((await call("restore", "nowhere")).stderr).toContain('No flow "nowhere" was deleted');
  expect((await cli(["flow", "list", "--server", url], "", {})).stderr).toContain("--role author");
  expect((await readdir(folder)).filter((one) => one.endsWith(".new"))).toEqual([]);
});
