import { Worker } from "node:worker_threads";
import { builtFile } from "../built-file.ts";
import type { ReadAnswer, ReadReply, ReadRequest, ReadWorkerData } from "./protocol.ts";

/** `late`: it used up its time. `died`: the thread ended, and why. */
export type Outcome = { answer: ReadAnswer } | { late: true } | { died: Error };

/** How long a question may take, in milliseconds. */
export type Deadline = {
  /** Of processor time. The process cannot have used less than the question, so a machine busy with others is not its fault. */
  workMs: number;
  /** Of anything: a disk that does not answer. */
  longestMs: number;
};

/**
 * A thread that reads, one question at a time. It keeps the process up only while it has one.
 */
export class ReadThread {
  /** Settles when it is gone, however it ended. */
  readonly exited: Promise<void>;
  private readonly worker: Worker;
  private ready = false;
  private settle: ((outcome: Outcome) => void) | undefined;

  constructor(files: ReadWorkerData["files"]) {
    const worker = new Worker(builtFile("reader/read-worker.js"), {
      workerData: { files } satisfies ReadWorkerData,
    });
    this.worker = worker;
    worker.unref();
    worker.on("message", (reply: ReadReply) => {
      if (reply === "ready") this.ready = true;
      else this.settle?.({ answer: reply });
    });
    worker.on("error", (error) => this.settle?.({ died: error }));
    this.exited = new Promise((resolve) => {
      worker.on("exit", (code) => {
        this.settle?.({ died: new Error(`the thread ended with code ${code}`) });
        resolve();
      });
    });
  }

  async ask(request: Exclude<ReadRequest, "close">, deadline: Deadline): Promise<Outcome> {
    this.worker.ref();
    let cancel = () => {};
    const outcome = await new Promise<Outcome>((resolve) => {
      this.settle = resolve;
      cancel = this.watch(deadline, () => resolve({ late: true }));
      this.worker.postMessage(request satisfies ReadRequest);
    });
    this.settle = undefined;
    cancel();
    this.worker.unref();
    return outcome;
  }

  /** Ends after what it does now; its files are closed then. */
  async close(): Promise<void> {
    this.worker.ref();
    this.worker.postMessage("close" satisfies ReadRequest);
    await this.exited;
  }

  /**
   * Ends it without an answer. Hazard: SQLite cannot be interrupted from outside, so the thread lives on until its
   * statement has ended; see `exited`.
   */
  abandon(): void {
    void this.worker.terminate();
  }

  /** Calls `onLate` unless cancelled before. Starting up is not charged. */
  private watch({ workMs, longestMs }: Deadline, onLate: () => void): () => void {
    const startedMs = performance.now();
    let before = this.ready ? process.cpuUsage() : null;
    const look = () => {
      if (before === null && this.ready) before = process.cpuUsage();
      const usage = before === null ? { user: 0, system: 0 } : process.cpuUsage(before);
      const usedMs = (usage.user + usage.system) / 1_000;
      const leftMs = Math.min(workMs - usedMs, longestMs - (performance.now() - startedMs));
      if (leftMs <= 0) return onLate();
      timer = setTimeout(look, Math.max(leftMs, 10));
    };
    let timer = setTimeout(look, workMs);
    return () => clearTimeout(timer);
  }
}
