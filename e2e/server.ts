import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../apps/server/dist/main.js", import.meta.url));

export const admin = { email: "ada@acme.example", password: "correct horse battery staple" };

/** The built server as a child process with a data folder of its own. `stop` and `start` keep the data. */
export class TestServer implements AsyncDisposable {
  readonly data = mkdtempSync(join(tmpdir(), "scriptyard-e2e-"));
  /** External scripts; made by the journey that needs it. */
  readonly scripts = join(this.data, "scripts");
  readonly port: number;
  readonly url: string;
  #child: ChildProcess | null = null;
  #output = "";

  readonly #variables: Record<string, string>;

  private constructor(port: number, variables: Record<string, string>) {
    this.port = port;
    this.#variables = variables;
    this.url = `http://127.0.0.1:${port}${variables.SCRIPTYARD_BASE_PATH ?? ""}`;
  }

  /**
   * @param from data of a server that was stopped, to go on from a copy of; without it, everything is made anew
   * @param port one to take if it is free, so that a browser knows the console from the last time
   * @param variables more of its environment
   */
  static async start(
    from?: string,
    port?: number,
    variables: Record<string, string> = {},
  ): Promise<TestServer> {
    const server = new TestServer(await freePort(port), variables);
    if (from !== undefined) cpSync(from, server.data, { recursive: true });
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        SCRIPTYARD_PORT: String(this.port),
        SCRIPTYARD_DATA: this.data,
        SCRIPTYARD_SCRIPTS: this.scripts,
        SCRIPTYARD_ADMIN_EMAIL: admin.email,
        SCRIPTYARD_ADMIN_PASSWORD: admin.password,
        ...this.#variables,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (this.#output += chunk));
    const until = Date.now() + 60_000;
    while (Date.now() < until) {
      if (child.exitCode !== null)
        throw new Error(`The server ended with ${child.exitCode}:\n${this.#output}`);
      const ready = await fetch(`${this.url}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server was not ready within a minute:\n${this.#output}`);
  }

  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
    child.kill("SIGTERM");
    return ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** A port nobody listens on; `wanted` if that is one. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
