import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ValidatedFile } from "@scriptyard/runner/script-files";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cli } from "../testing/cli.ts";

let folder: string;

/** The identity host's scripts as files, as a user would make them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scriptyard-files-"));
  const extracted = await cli(["extract", "--to", folder, "--json"]);
  expect(extracted.code).toBe(0);
  const { files } = JSON.parse(extracted.stdout) as { files: { path: string; status: string }[] };
  expect(files.length).toBe(18);
  expect(files.every((file) => file.status === "written")).toBe(true);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = async (path: string, text: string | Uint8Array) => {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), text);
  return { [Symbol.asyncDispose]: () => rm(join(folder, path), { force: true }) };
};

test("extract never writes over a file, and shows how it differs", async () => {
  const path = join(folder, "login/terms.ts");
  const original = await readFile(path, "utf8");
  await writeFile(path, `// mine\n${original}`);
  const again = await cli(["extract", "--to", folder, "--diff"]);
  expect(again.stdout).toContain("differs  login/terms.ts");
  expect(again.stdout).toContain("+// mine");
  expect(again.stdout).toContain("kept     login/risk-check.ts");
  expect(await readFile(path, "utf8")).toContain("// mine");
  await writeFile(path, original);
});

test("validate passes the host's own scripts, and names file, line and column of what is wrong", async () => {
  const good = await cli(["validate", "--dir", folder]);
  expect(good.stdout).toContain("18 checked, 0 with errors");
  expect(good.code).toBe(0);

  await using _types = await write(
    "login/wrong.ts",
    'import { gone } from "shared/risk";\nexport function onExecute(context: LoginContext): FlowResult {\n  return { action: "contine" };\n}\n',
  );
  await using _policy = await write("login/evil.js", 'export const onExecute = () => eval("1");\n');
  const bad = await cli(["validate", join(folder, "login"), "--dir", folder, "--json"]);
  expect(bad.code).toBe(1);
  const { files } = JSON.parse(bad.stdout) as { files: ValidatedFile[] };
  const wrong = files.find((file) => file.path === "login/wrong.ts")!;
  expect(wrong.hook).toBe("onExecute");
  expect(wrong.diagnostics.map((one) => [one.line, one.source])).toEqual([
    [1, "library"],
    [3, "types"],
  ]);
  expect(files.find((file) => file.path === "login/evil.js")!.diagnostics[0]).toMatchObject({
    source: "policy",
  });
  const lines = await cli(["validate", "--dir", folder]);
  expect(lines.stdout).toMatch(/login\/wrong\.ts:3:\d+ error ts\d+ /);
});

test("files that cannot be scripts are named with the remedy; others are left alone", async () => {
  await using _name = await write("login/Bad Name.ts", "");
  await using _bytes = await write("login/latin.ts", Uint8Array.of(0xe4, 0xff));
  await using _twin = await write("login/terms.js", "export const onExecute = () => null;");
  await using _readme = await write("login/README.md", "not a script");
  await symlink("/etc/hostname", join(folder, "login/outside.ts"));
  const result = await cli(["validate", "--dir", folder]);
  await rm(join(folder, "login/outside.ts"));
  expect(result.code).toBe(1);
  expect(result.stdout).toMatch(/Bad Name\.ts error "Bad Name" is not the name of a script/);
  expect(result.stdout).toMatch(/latin\.ts error The file is not UTF-8/);
  expect(result.stdout).toMatch(/outside\.ts error The file is a link to a place outside/);
  expect(result.stdout).toMatch(/login\/terms\.ts error login\/terms\.js is the same script/);
  expect(result.stdout).not.toContain("README");
  const nowhere = await cli(["validate", "--dir", join(folder, "none")]);
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toContain("scriptyard extract");
});

test("types writes declarations and a tsconfig that an editor understands", async () => {
  const result = await cli(["types", "--dir", folder, "--json"]);
  expect(result.code).toBe(0);
  expect(await readFile(join(folder, "scriptyard.d.ts"), "utf8")).toContain("interface ScriptyardHooks");
  const { compilerOptions } = JSON.parse(await readFile(join(folder, "tsconfig.json"), "utf8"));
  expect(compilerOptions).toMatchObject({
    lib: expect.arrayContaining(["es2024.object"]),
    types: [],
    strict: true,
  });
  const unknown = await cli(["types", "--host", "none", "--dir", folder]);
  expect(unknown.stderr).toContain('There is no host "none". Known hosts: identity');
});

test("run executes a file with its libraries on a sample or a file, the same again and again", async () => {
  const script = join(folder, "login/risk-check.ts");
  const shown = await cli(["run", script, "--repeat", "20", "--clock", "2026-05-04T07:30:00Z"]);
  expect(shown.stderr).toBe("");
  expect(shown.stdout).toContain('"action": "continue"');
  expect(shown.stdout).toContain('flow.set "riskScore"');
  expect(shown.stdout).toContain("20 equal runs");

  await using _args = await write("args.json", '[{"request":{}}, null]');
  const refused = await cli(["run", script, "--input", join(folder, "args.json"), "--json"]);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    status: "error",
    error: { type: "invalid_input", message: expect.stringContaining("context") },
  });
  await using _proto = await write("proto.json", '[{"__proto__":{}}, null]');
  const named = await cli(["run", script, "--input", join(folder, "proto.json")]);
  expect(named.stderr).toMatch(/proto\.json has a key "__proto__", which no field may be called/);
  const library = await cli(["run", join(folder, "shared/risk.ts")]);
  expect(library.stderr).toContain("is a library");
  const sample = await cli(["run", script, "--input", "no such sample"]);
  expect(sample.stderr).toMatch(/no file that can be read, and no sample \(samples: "Ordinary morning"/);
  await using _arena = await write("wargame/hit_simulator.ts", "export function onMessage() {}");
  const elsewhere = await cli(["run", join(folder, "wargame/hit_simulator.ts")]);
  expect(elsewhere.stderr).toContain("no sample for wargame/hit_simulator");
  expect(elsewhere.stderr).toContain("try --host wargame");
});

test("bench prints a figure a line, with what the script used of its limits", async () => {
  const result = await cli(["bench", join(folder, "login/risk-check.ts"), "--runs", "50"]);
  expect(result.code).toBe(0);
  expect(result.stdout).toMatch(/^script\.run_p50_us [\d.]+ us$/m);
  expect(result.stdout).toMatch(/^script\.operations \d+ count$/m);
  expect(result.stdout).toMatch(/^script\.time_used_pct [\d.e-]+ %$/m);
});

test("works in ./scriptyard, apart from a server's live scripts, and says when a folder is live", async () => {
  const none = { SCRIPTYARD_FOLDER: "", SCRIPTYARD_SCRIPTS: "" };
  const commands = ["extract", "pull", "push", "diff", "watch", "validate", "types"];
  for (const { stdout } of await Promise.all(commands.map((command) => cli([command, "--help"], "", none))))
    expect(stdout).toMatch(/\(default:\s+"\.\/scriptyard"\)/);

  const live = await mkdtemp(join(tmpdir(), "scriptyard-live-"));
  const extract = (to: string) => cli(["extract", "--to", to], "", { SCRIPTYARD_SCRIPTS: live });
  expect((await extract(live)).stderr).toContain(`takes live scripts from ${live}`);
  expect((await extract(join(live, "@acme"))).stderr).toContain("runs at once");
  // Nothing was written the second time; a folder beside it is not in it.
  expect((await extract(live)).stderr).toBe("");
  expect((await extract(`${live}-beside`)).stderr).toBe("");
  await Promise.all([live, `${live}-beside`].map((one) => rm(one, { recursive: true })));
});
