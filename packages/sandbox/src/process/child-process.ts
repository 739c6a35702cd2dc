import { type ChildProcess, spawn } from "node:child_process";
import { parse } from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import type { RoomOptions } from "../engine-room.ts";
import { type JsonLines, openJsonLines } from "./json-lines.ts";
import { permissionFlags } from "./permission-flags.ts";
import { CHANNEL, type FromChild, parseFromChild, type ToChild, type Wrong } from "./protocol.ts";

/** An unprivileged user of the machine. */
export type ProcessUser = { uid: number; gid: number };

export type ChildListener = {
  onMessage(message: FromChild | Wrong): void;
  /** Once, whatever ended it. */
  onExit(detail: string): void;
};

/** One life of the sandbox's process. */
export class SandboxProcess {
  private readonly child: ChildProcess;
  private readonly channel: JsonLines | undefined;
  private ended = false;
  private errors = "";
  private readonly exited: Promise<void>;

  constructor(options: RoomOptions, user: ProcessUser | undefined, listener: ChildListener) {
    const flags = permissionFlags(options.readable, { startThreads: true });
    const code = fileURLToPath(new URL("./child.js", import.meta.url));
    this.child = spawn(process.execPath, [...flags, NO_CODE_FROM_TEXT, "--no-warnings", code], {
      env: {},
      // Nobody's, so that no relative path leads to what is its owner's, and nothing is left behind however both end.
      cwd: parse(process.execPath).root,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      ...user,
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.errors = (this.errors + text).slice(-ERROR_CHARACTERS);
    });
    // There is none when the process could not be started at all: `error` tells.
    const stream = this.child.stdio?.[CHANNEL] as Duplex | undefined;
    this.channel =
      stream &&
      openJsonLines(stream, {
        onMessage: (raw) => {
          if (this.ended) return;
          const message = parseFromChild(raw);
          if (message) listener.onMessage(message);
          else this.end("it sent something that is no message of ours", listener);
        },
        onBroken: (detail) => this.end(detail, listener),
        onClose: () => {
          setTimeout(() => this.end("it closed its channel", listener), CLOSED_MS).unref();
        },
      });
    this.exited = new Promise((resolve) => {
      this.child.once("close", () => resolve());
      this.child.once("error", () => resolve());
    });
    this.child.once("error", (error) => this.end(`it cannot be started: ${error.message}`, listener));
    this.child.once("exit", (code, signal) => this.end(exitText(code, signal), listener));
    // What answers the scripts' calls stays here.
    this.send({ type: "start", options: { ...options, asyncHost: {} } });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** What it wrote before it ended, for an operator. */
  get lastWords(): string {
    return this.errors.trim();
  }

  send(message: ToChild): void {
    // Once the channel is closed there is nobody to tell; `exit` follows.
    this.channel?.send(message);
  }

  async kill(): Promise<void> {
    this.ended = true;
    this.child.kill("SIGKILL");
    await this.exited;
  }

  private end(detail: string, listener: ChildListener): void {
    if (this.ended) return;
    void this.kill();
    listener.onExit(detail);
  }
}

function exitText(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `it was ended by ${signal}` : `it ended with code ${code}`;
}

/** A host function that hands out a way to `Function` gives no code. V8's flag, so it needs a process of its own. */
const NO_CODE_FROM_TEXT = "--disallow-code-generation-from-strings";
const ERROR_CHARACTERS = 2_000;
/** A channel that closes ends with its process, which is told by `exit`; a process that lives on without one is useless. */
const CLOSED_MS = 1_000;
