import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { admin, freePort } from "./server.ts";

const command = fileURLToPath(new URL("../apps/cli/bin/scriptyard.mjs", import.meta.url));

/** The folder of somebody's own product, as `scriptyard init` makes it, and `scriptyard start` in it. */
export class OwnProduct implements AsyncDisposable {
  readonly folder: string;
  readonly url: string;
  readonly #child: ChildProcess;
  #output = "";

  private constructor(folder: string, port: number, args: string[]) {
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [command, "start", ...args], {
      cwd: folder,
      env: {
        ...process.env,
        INIT_CWD: folder,
        SCRIPTYARD_PORT: String(port),
        SCRIPTYARD_ADMIN_EMAIL: admin.email,
        SCRIPTYARD_ADMIN_PASSWORD: admin.password,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (chunk) => (this.#output += chunk));
  }

  static async start(...args: string[]): Promise<OwnProduct> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "scriptyard-own-")));
    const env = { ...process.env, INIT_CWD: folder };
    execFileSync(process.execPath, [command, "init", "--name", "shop", "--yes"], { cwd: folder, env });
    const product = new OwnProduct(folder, await freePort(), args);
    const until = Date.now() + 90_000;
    while (!product.#output.includes("running: http")) {
      if (product.#child.exitCode !== null || Date.now() > until)
        throw new Error(`The server did not start:\n${product.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return product;
  }

  /** What it has said at the terminal. */
  get output(): string {
    return this.#output;
  }

  /** Edits one of its files, as somebody does in their own editor. */
  edit(path: string, from: string, to: string): void {
    const file = join(this.folder, path);
    const text = readFileSync(file, "utf8");
    if (!text.includes(from)) throw new Error(`${path} holds no ${from}`);
    writeFileSync(file, text.replace(from, to));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = new Promise((resolve) => this.#child.once("exit", resolve));
      this.#child.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
