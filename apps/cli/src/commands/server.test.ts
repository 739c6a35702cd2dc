import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect } from "../server/client.ts";
import { cli, startCli } from "../testing/cli.ts";
import { admin } from "../testing/server.ts";

const server = inject("server");
let folder: string;
let env: { [name: string]: string };
let runToken: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-sync-"));
  const password = { SCRIPTYARD_ADMIN_PASSWORD: admin.password };
  const make = async (...args: string[]) => {
    const made = await cli(
      ["token", "create", "--server", server.url, "--email", admin.email, ...args],
      "",
      password,
    );
    expect(made.code, made.stderr).toBe(0);
    return made.stdout.trim();
  };
  env = {
    SCRIPTYARD_URL: server.url,
    SCRIPTYARD_TOKEN: await make("--name", "cli", "--role", "author"),
    SCRIPTYARD_FOLDER: folder,
    NO_COLOR: "1",
  };
  runToken = await make("--name", "runs", "--realm", "acme", "--scope", "execute", "flows");
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const call = (...args: string[]) => cli(args, "", env);
const file = (path: string) => join(folder, path);
const edit = async (path: string, change: (text: string) => string) =>
  writeFile(file(path), change(await readFile(file(path), "utf8")));
const inAnother = async (
  work: (call: (...args: string[]) => ReturnType<typeof cli>, at: string) => Promise<void>,
) => {
  const other = await mkdtemp(join(tmpdir(), "scriptyard-other-"));
  await work((...args) => cli(args, "", { ...env, SCRIPTYARD_FOLDER: other }), other);
  await rm(other, { recursive: true, force: true });
};

test("pull writes every draft; a second time nothing changes, and nothing differs", async () => {
  const first = await call("pull");
  expect(first.stderr).toBe("");
  expect(first.stdout).toContain("written       login/risk-check");
  expect(await readFile(file("shared/risk.ts"), "utf8")).toContain("export");
  const second = await call("pull", "--json");
  const { scripts } = JSON.parse(second.stdout) as { scripts: { step: string }[] };
  expect(scripts.length).toBeGreaterThan(15);
  expect(new Set(scripts.map(({ step }) => step))).toEqual(new Set(["same"]));
  expect((await call("diff")).stdout).toBe("No differences.\n");
  expect((await call("diff", "--live")).code).toBe(0);
});

test("push saves what changed here, publishes with a note, and refuses what does not check", async () => {
  await edit("login/terms.ts", (text) => `// from the command line\n${text}`);
  const shown = await call("diff");
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain("+// from the command line");
  const pushed = await call("push");
  expect(pushed.stdout).toContain("saved         login/terms");
  expect((await call("push", "--publish")).stderr).toContain("--publish needs --note");
  const published = await call(
    "push",
    "login/terms",
    "--publish",
    "--note",
    "From the command line",
    "--yes",
  );
  expect(published.stdout).toMatch(/published +login\/terms +v2/);
  expect((await call("diff", "--live")).code).toBe(0);

  await edit("login/terms.ts", (text) =>
    text.replace("FlowResult {", "FlowResult { const wrong: number = 'text';"),
  );
  const asked = await call("push", "--publish", "--note", "Cannot work");
  expect(asked.stdout).toContain("publish       login/terms  v2 is live");
  expect(asked.stderr).toContain("Nothing was written: say --yes");
  const refused = await call("push", "--publish", "--note", "Cannot work", "--yes");
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/refused +login\/terms +.*not published.*1 error/);
  await edit("login/terms.ts", (text) => text.replace(" const wrong: number = 'text';", ""));
  expect((await call("push")).stdout).toContain("saved         login/terms");
});

test("a publish brings back nothing that was rolled back, and leaves alone what was not edited here", async () => {
  const client = connect({ url: server.url, token: env.SCRIPTYARD_TOKEN! });
  const publish = (...args: string[]) =>
    call("push", "login/complete", "--publish", "--yes", "--note", "x", ...args);
  await call("pull", "--force");
  await edit("login/complete.ts", (text) => `// bad\n${text}`);
  expect((await publish()).stdout).toMatch(/published +login\/complete +v2/);
  const { item } = await client.scripts.get.query({ realm: "acme", module: "login", name: "complete" });
  await client.versions.rollback.mutate({ scriptId: item.id, toVersion: 1, note: "v2 locks people out" });

  await inAnother(async (there) => {
    await there("pull");
    const stands = (await there("status")).stdout;
    expect(stands).toMatch(
      /login\/complete +rolled back: v1 is live, v2 was rolled back by .+: “v2 locks people out”/,
    );
    const pushed = await there("push", "login/complete", "--publish", "--yes", "--note", "x");
    expect(pushed.stdout).toMatch(/not-edited +login\/complete/);
  });
  await edit("login/complete.ts", (text) => `// worse\n${text}`);
  expect((await call("status")).stdout).toMatch(/login\/complete +edited here · rolled back/);
  const left = await publish();
  expect(left.code).toBe(1);
  expect(left.stdout).toMatch(/rolled-back +login\/complete +v2 was rolled back/);
  const after = await client.scripts.get.query({ realm: "acme", module: "login", name: "complete" });
  expect(after.live?.number).toBe(1);
  expect((await publish("--over-rollback")).stdout).toMatch(/published +login\/complete +v3/);
  const { scripts } = JSON.parse((await call("status", "--json")).stdout) as {
    scripts: { script: string }[];
  };
  expect(scripts.find(({ script }) => script === "login/complete")).toMatchObject({
    editedHere: false,
    live: 3,
    rolledBack: null,
  });
});

test("a new file becomes a new script", async () => {
  await mkdir(file("billing"), { recursive: true });
  await writeFile(
    file("billing/check.ts"),
    'export function onExecute(context: LoginContext): FlowResult {\n  return { action: "continue" };\n}\n',
  );
  expect((await call("push", "billing")).stdout).toContain("created       billing/check");
  await inAnother(async (there, at) => {
    await there("pull");
    expect(await readFile(join(at, "billing/check.ts"), "utf8")).toContain("onExecute");
  });
});

test("texts changed on both sides are a conflict in both directions, and nothing is lost by force", async () => {
  await inAnother(async (there, at) => {
    await there("pull");
    await edit("login/welcome-block.ts", (text) => `${text}// mine\n`);
    await writeFile(
      join(at, "login/welcome-block.ts"),
      `${await readFile(join(at, "login/welcome-block.ts"), "utf8")}// theirs\n`,
    );
    expect((await there("push")).code).toBe(0);
    for (const command of ["push", "pull"]) {
      const result = await call(command);
      expect(result.code).toBe(1);
      expect(result.stdout).toContain("conflict      login/welcome-block");
    }
    expect(await readFile(file("login/welcome-block.ts"), "utf8")).toContain("// mine");
    const forced = await call("pull", "--force");
    expect(forced.stdout).toContain("yours is in login/welcome-block.ts.mine");
    expect(await readFile(file("login/welcome-block.ts"), "utf8")).toContain("// theirs");
    expect(await readFile(file("login/welcome-block.ts.mine"), "utf8")).toContain("// mine");
  });
});

test("watch saves a file when it changes and says what the check finds", async () => {
  const watching = startCli(["watch"], env);
  await expect.poll(watching.output, { timeout: 20_000 }).toContain("Watching");
  await edit("login/profile-gate.ts", (text) => `${text}const unusedNumber: number = "text";\n`);
  await expect.poll(watching.output, { timeout: 20_000 }).toMatch(/profile-gate\.ts:\d+:\d+ error ts2322/);
  expect(watching.output()).toContain("saved    login/profile-gate.ts");
  watching.child.kill("SIGINT");
  expect((await watching.ended).code).toBe(0);
});

test("logs show executions with their lines and go on with -f; errors are grouped", async () => {
  const following = startCli(["logs", "-f", "--last", "0", "--json"], env);
  // The stream is open once it answers to what happens.
  const start = () =>
    fetch(`${server.url}/api/v1/realms/acme/scripts/login/risk-check/execute`, {
      method: "POST",
      headers: { authorization: `Bearer ${runToken}`, "content-type": "application/json" },
      body: JSON.stringify({ args: [{}, null] }),
    });
  const flow = () =>
    fetch(`${server.url}/api/v1/realms/acme/flows/registration/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${runToken}`, "content-type": "application/json" },
      body: "{}",
    });
  expect((await start()).status).toBe(400);
  await expect
    .poll(
      async () => {
        expect((await flow()).status).toBe(201);
        return following.output();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toContain('"script":"registration/account"');
  following.child.kill("SIGINT");
  expect((await following.ended).code).toBe(0);
  const shown = await call("logs", "--last", "5");
  expect(shown.stdout).toMatch(/ok {4}registration\/account v1 flow/);
  expect((await call("errors")).stdout).toBe("No open errors.\n");
});

test("doctor says what works and what does not, with the remedy", async () => {
  const fine = await call("doctor", "--json");
  const { findings } = JSON.parse(fine.stdout) as {
    findings: { check: string; status: string; detail: string }[];
  };
  expect(findings.map(({ check, status }) => [check, status])).toEqual([
    ["Node", "ok"],
    ["engine", "ok"],
    ["data folder", "ok"],
    ["live scripts", "ok"],
    ["server", "ok"],
    ["token", "ok"],
  ]);
  const broken = await cli(["doctor"], "", { ...env, SCRIPTYARD_TOKEN: runToken });
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(/problem +token +refused: This token has scopes and no role/);
});

test("without a token, or a server, it says what to do", async () => {
  const without = await cli(["pull"], "", { ...env, SCRIPTYARD_TOKEN: "" });
  expect(without.code).toBe(1);
  expect(without.stderr).toContain("scriptyard token create --name cli --role author");
  const nowhere = await cli(["pull", "--server", "http://127.0.0.1:9"], "", env);
  expect(nowhere.stderr).toContain("No Scriptyard server answers at http://127.0.0.1:9");
  const realm = await call("pull", "--realm", "none");
  expect(realm.stderr).toContain('There is no realm "none". Known realms: acme');
});

test("completion knows every command, in a form the shell takes", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { stdout } = await call("completion", shell);
    for (const word of ["push", "validate", "doctor"]) expect(stdout).toContain(word);
  }
});
