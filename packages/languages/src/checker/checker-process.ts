import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { API } from "typescript/unstable/async";
import { virtualFileSystem } from "./virtual-files.ts";

export type ProcessEnd = "ok" | "timeout" | "memory" | "exited";
export type Limited<T> = { status: "ok"; value: T } | { status: Exclude<ProcessEnd, "ok"> };

const memoryPollMs = 50;

/**
 * One child of TypeScript's API server. Files are served from `files` by path; nothing else of this machine can be
 * read through it but TypeScript's own `lib.*.d.ts`.
 */
export class CheckerProcess {
  readonly files = new Map<string, string>();
  readonly api: API;
  readonly #memoryLimit: number;
  #killed = false;

  constructor(memoryLimitBytes: number) {
    this.#memoryLimit = memoryLimitBytes;
    this.api = new API({ cwd: "/", fs: virtualFileSystem(this.files) });
  }

  /** Runs work against the child and ends it early when the child overruns. Work must not go on afterwards. */
  async limited<T>(timeoutMs: number, work: () => Promise<T>): Promise<Limited<T>> {
    const working = this.#started().then(work);
    // When the child is killed, requests in flight reject, or never answer: nobody waits for them then.
    working.catch(() => undefined);
    let poll: NodeJS.Timeout | undefined;
    let timer: NodeJS.Timeout | undefined;
    let exit: (() => void) | undefined;
    const ended = new Promise<Exclude<ProcessEnd, "ok">>((resolve) => {
      timer = setTimeout(() => resolve("timeout"), timeoutMs);
      poll = setInterval(() => {
        if (this.memoryBytes() > this.#memoryLimit) resolve("memory");
      }, memoryPollMs);
      exit = () => resolve("exited");
      void this.#started().then(
        (child) =>
          child.exitCode !== null || child.signalCode !== null ? exit!() : child.once("exit", exit!),
        () => undefined,
      );
    });
    try {
      return await Promise.race([
        working.then((value): Limited<T> => ({ status: "ok", value })),
        ended.then((status): Limited<T> => ({ status })),
      ]);
    } catch (error) {
      // A request fails when its child has just gone; then that is the answer.
      const child = await this.#started();
      if (child.exitCode !== null || child.signalCode !== null) return { status: "exited" };
      throw error;
    } finally {
      clearTimeout(timer);
      clearInterval(poll);
      if (exit !== undefined) this.#child?.off("exit", exit);
    }
  }

  /** Resident memory of the child, 0 where it cannot be known (no `/proc`). */
  memoryBytes(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) return 0;
    try {
      const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
      return Number.isFinite(pages) ? pages * 4_096 : 0;
    } catch {
      return 0;
    }
  }

  kill(): void {
    if (this.#killed) return;
    this.#killed = true;
    const child = this.#child;
    // Only our side of the connection is closed: `api.close()` would first ask the child, which may be busy for hours.
    void this.#client.close().catch(() => undefined);
    child?.kill("SIGKILL");
  }

  #starting: Promise<ChildProcess> | undefined;

  #started(): Promise<ChildProcess> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<ChildProcess> {
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
        {
          cause: error,
        },
      );
    }
    if (child === undefined)
      throw new Error("TypeScript's API no longer holds its process where version 7.0.2 does.");
    // Writing to a child that was just killed must not raise in this process.
    child.stdin?.on("error", () => undefined);
    return child;
  }

  get #child(): ChildProcess | undefined {
    return this.#client.process;
  }

  /** The API hides its child; killing it needs the handle. The version is pinned, and `#start` checks. */
  get #client(): { process?: ChildProcess; close(): Promise<void> } {
    return (this.api as unknown as { client: { process?: ChildProcess; close(): Promise<void> } }).client;
  }
}
