import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
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

/** `scriptyard start` there, until it says where it is. */
export async function startThere(
  folder: string,
  env: { [name: string]: string } = {},
): Promise<{ url: string } & AsyncDisposable> {
  const { child, ended, output } = startCli(
    ["start"],
    {
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
      ...env,
    },
    folder,
  );
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (;;) {
    const found = /running: (http:\S+)/.exec(output());
    if (found) {
      return {
        url: found[1]!,
        async [Symbol.asyncDispose]() {
          child.kill("SIGTERM");
          await ended;
        },
      };
    }
    if (over) throw new Error(`the server did not start: ${(await ended).stdout}${(await ended).stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
