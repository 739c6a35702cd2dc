import type { ChildProcess } from "node:child_process";
import { API } from "typescript/unstable/async";
import { virtualFileSystem } from "./virtual-files.ts";

/**
 * TypeScript's API server, a process of its own. Files are served from `files` by path; nothing else of this machine can
 * be read through it but TypeScript's own `lib.*.d.ts`.
 */
export class TypeScriptProcess {
  readonly files = new Map<string, string>();
  readonly api = new API({ cwd: "/", fs: virtualFileSystem(this.files) });

  /** @returns its process id */
  async start(): Promise<number> {
    let child: ChildProcess | undefined;
    try {
      // Any request starts the child; this one is answered at once.
      await this.api.parseConfigFile("/none/tsconfig.json").catch((error: unknown) => {
        if (this.#child === undefined) throw error;
      });
      child = this.#child;
    } catch (error) {
      throw new Error(
        "The type checker could not be started. Is TypeScript's package for this platform installed?",
        { cause: error },
      );
    }
    if (child?.pid === undefined)
      throw new Error("TypeScript's API no longer holds its process where version 7.0.2 does.");
    // Writing to a child that was just killed must not raise in this process.
    child.stdin?.on("error", () => undefined);
    return child.pid;
  }

  onExit(listener: () => void): void {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) listener();
    else child.once("exit", listener);
  }

  /** The API hides its child. The version is pinned, and `start` checks. */
  get #child(): ChildProcess | undefined {
    return (this.api as unknown as { client: { process?: ChildProcess } }).client.process;
  }
}
