import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cli, startCli } from "./cli.ts";
import { admin } from "./server.ts";

/** A folder of somebody who uses Scriptyard for their own product: nothing of ours is in it or above it. */
export function ownFolder(files: { [path: string]: string | object } = {}) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "scriptyard-own-")));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return {
    path,
    cli: (...args: string[]) => cli(args, "", { NO_COLOR: "1" }, path),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** One that stays the same when the server is started anew. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** `scriptyard start` there, until it says where it is. */
export async function startThere(
  at: string | { folder: string; env: { [name: string]: string } },
  ...args: string[]
): Promise<{ url: string; output(): string; until(pattern: RegExp): Promise<void> } & AsyncDisposable> {
  const { folder, env } = typeof at === "string" ? { folder: at, env: {} } : at;
  const { child, ended } = startCli(
    ["start", ...args],
    {
      SCRIPTYARD_PORT: String(await freePort()),
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
      ...env,
    },
    folder,
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: string) => {
      output += text;
    });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(output);
      if (found) return found[1] ?? found[0];
      if (over) throw new Error(`the server ended:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    url: await until(/running: (http:\S+)/),
    output: () => output,
    until: async (pattern) => void (await until(pattern)),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
