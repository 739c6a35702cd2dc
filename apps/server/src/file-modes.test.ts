import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { address, launch } from "./testing/launch.ts";
import { admin, dataFolder, signIn } from "./testing/running.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const folder = dataFolder();
const servers: ReturnType<typeof launch>[] = [];
afterAll(() => {
  for (const { child } of servers) child.kill("SIGKILL");
  folder.remove();
});

const data = join(folder.path, "data");
const start = async () => {
  const server = launch({
    SCRIPTYARD_DATA: data,
    SCRIPTYARD_SCRIPTS: join(folder.path, "scripts"),
    SCRIPTYARD_ADMIN_EMAIL: admin.email,
    SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    SCRIPTYARD_LOG_LEVEL: "warn",
  });
  servers.push(server);
  return { server, url: await server.until(address) };
};

/** Everything below a folder that somebody else has access to, with its mode. */
function open(path: string): string[] {
  const mode = statSync(path).mode & 0o777;
  const own = (mode & 0o077) === 0 ? [] : [`${path} ${mode.toString(8)}`];
  if (!statSync(path).isDirectory()) return own;
  return [...own, ...readdirSync(path).flatMap((name) => open(join(path, name)))];
}

function loosen(path: string): void {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) loosen(join(path, name));
}

test("what the server writes is for its user alone: fresh, backed up, restored, and made by an earlier version", async () => {
  process.umask(0o022);
  const first = await start();
  expect(readdirSync(data)).toEqual(
    expect.arrayContaining(["scriptyard.db", "scriptyard.db-wal", "seal.key"]),
  );
  const { client } = await signIn(first.url);
  const backup = await client.system.backup.mutate();
  expect(open(data)).toEqual([]);
  first.server.child.kill("SIGKILL");
  await first.server.exit;

  loosen(data);
  const env = { PATH: process.env.PATH, SCRIPTYARD_DATA: data };
  execFileSync(process.execPath, [main, "restore", backup.folder], { env });
  const restored = ["scriptyard.db", "scriptyard-executions.db"].map((name) => join(data, name));
  expect(restored.flatMap(open)).toEqual([]);
  expect(
    readdirSync(data)
      .filter((name) => name.includes("before-restore"))
      .map((name) => join(data, name))
      .flatMap(open),
  ).toEqual([]);

  loosen(data);
  const elsewhere = join(folder.path, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "mine"), "");
  loosen(elsewhere);
  symlinkSync(elsewhere, join(data, "backups", "link"));
  writeFileSync(join(data, "notes.txt"), "not the server's");
  const second = await start();
  expect(open(data).filter((line) => !line.includes("/link"))).toEqual([`${join(data, "notes.txt")} 644`]);
  expect(open(elsewhere)).toHaveLength(2);
  expect(second.server.output()).toContain("was open to other users of this machine");
  second.server.child.kill("SIGTERM");
  await second.server.exit;

  // Once is enough: a folder in order is not mentioned.
  const third = await start();
  expect(third.server.output()).not.toContain("was open to other users");
}, 120_000);
