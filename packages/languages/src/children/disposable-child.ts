import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stepBehind } from "./priority.ts";
import { readChild, type ToChild } from "./protocol.ts";
import { type Usage, usageOf } from "./usage.ts";

export type ChildLimits = {
  /** Processor time that a piece of work may take, and the least it is given by the clock. */
  timeoutMs: number;
  /** Resident memory of the child and what it has started. */
  memoryBytes: number;
};

/** How long a piece of work may take by the clock, whatever the machine gave it, with what its child needs to get ready. */
const wallFor = (timeoutMs: number) => 10 * timeoutMs + 3_000;

/** Why a child gave no answer. `timeout` and `memory` are the work's own doing, `late` the machine's. */
export type ChildEnd = "timeout" | "memory" | "late" | "exited" | "cancelled";
export type ChildAnswer =
  | { status: "ok"; value: unknown }
  | { status: "threw"; message: string }
  | { status: ChildEnd };

/**
 * One process for work on texts that people send. It has no environment, ends with its parent, and is killed when a
 * piece of work overruns: nothing else stops a native parser. Where the processor is short, what serves goes before it.
 */
export class DisposableChild {
  readonly #process: ChildProcess;
  readonly #helpers = new Set<number>();
  #finish: ((answer: ChildAnswer) => void) | null = null;
  #nextId = 1;
  #ready = false;
  gone = false;

  constructor(program: URL, heapMb: number) {
    // Its owner may be gone before it asks whose child it is, and then it would be told another's number.
    this.#process = fork(fileURLToPath(program), [String(process.pid)], {
      // Nothing of ours: passwords and keys are in the environment of the server.
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    stepBehind(this.#process.pid);
    this.#process.on("message", (message) => this.#hear(message));
    this.#process.on("exit", () => this.#left());
    // Starting failed, or the channel broke: `exit` may not follow.
    this.#process.on("error", () => this.#left());
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** One piece of work at a time. After any end but an answer the child is dead. */
  run(request: unknown, limits: ChildLimits, signal?: AbortSignal): Promise<ChildAnswer> {
    if (this.gone) return Promise.resolve({ status: "exited" });
    return new Promise((resolve) => {
      const watch = this.#watch(limits);
      const cancel = () => this.#end("cancelled");
      signal?.addEventListener("abort", cancel, { once: true });
      this.#finish = (answer) => {
        this.#finish = null;
        clearInterval(watch);
        signal?.removeEventListener("abort", cancel);
        resolve(answer);
      };
      const message: ToChild = { id: this.#nextId, request };
      this.#process.send(message, (error) => {
        if (error !== null) this.#end("exited");
      });
    });
  }

  /** What it and its helpers use now; null where that cannot be known. */
  usage(): Usage | null {
    const { pid } = this.#process;
    return pid === undefined || this.gone ? null : usageOf([pid, ...this.#helpers]);
  }

  kill(): void {
    this.#end("exited");
  }

  /** Costs nothing while work is quick: it looks only every 50 ms. */
  #watch({ timeoutMs, memoryBytes }: ChildLimits): NodeJS.Timeout {
    const wallMs = wallFor(timeoutMs);
    const asked = performance.now();
    let begun: { atMs: number; cpuMs: number } | undefined;
    return setInterval(() => {
      const usage = this.usage();
      const now = performance.now();
      // A child that gets ready uses its own time, not the text's.
      if (this.#ready) begun ??= { atMs: now, cpuMs: usage?.cpuMs ?? 0 };
      if (usage !== null && usage.memoryBytes > memoryBytes) this.#end("memory");
      else if (now - asked > wallMs) this.#end("late");
      else if (begun === undefined || now - begun.atMs < timeoutMs) return;
      // Where the kernel tells no times, only the clock is left.
      else if (usage === null || usage.cpuMs - begun.cpuMs > timeoutMs * 0.8) this.#end("timeout");
    }, 50);
  }

  #hear(message: unknown): void {
    const said = readChild(message);
    if (said === null) {
      this.#end("exited");
      return;
    }
    if ("helper" in said) {
      // It names what is killed with it: never us, and it starts one or two.
      if (said.helper === process.pid || this.#helpers.size >= mostHelpers) this.#end("exited");
      // Late news of a child that is being killed: its helper must go as well.
      else if (this.gone) kill(said.helper);
      else this.#helpers.add(said.helper);
      return;
    }
    if ("ready" in said) {
      this.#ready = true;
      return;
    }
    // One request at a time, and none after an end: another answer is nobody's.
    if (said.id !== this.#nextId) {
      this.#end("exited");
      return;
    }
    this.#nextId += 1;
    this.#finish?.(
      said.ok ? { status: "ok", value: said.value } : { status: "threw", message: said.message },
    );
  }

  #end(why: ChildEnd): void {
    if (!this.gone) {
      this.gone = true;
      for (const pid of this.#helpers) kill(pid);
      this.#process.kill("SIGKILL");
    }
    this.#finish?.({ status: why });
  }

  #left(): void {
    // Killed from outside, it could not take its helpers along.
    if (!this.gone) for (const pid of this.#helpers) kill(pid);
    this.gone = true;
    this.#finish?.({ status: "exited" });
  }
}

const mostHelpers = 16;

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
