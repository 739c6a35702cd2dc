import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const admin = { email: "admin@example.com", password: "a long enough password" };
const main = fileURLToPath(new URL("../../../server/dist/main.js", import.meta.url));

/**
 * The built server as its own process, on a free port of loopback.
 *
 * @param dataDir data to start on, which stays; default: an empty folder that goes with the server
 */
export async function startServer(
  dataDir?: string,
): Promise<{ url: string; folder: string } & AsyncDisposable> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "scriptyard-cli-")));
  const child = spawn(process.execPath, [main], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_DATA: folder,
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += String(chunk);
      const found = /running: (http:\S+)/.exec(text);
      if (found) resolve(found[1]!);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`the server did not start: ${text}`)));
  });
  return {
    url,
    folder,
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
