// Long: one process's life, in order: what was sent, what waits and what is given back after a loss belong to one state.

import type { RoomOptions } from "../engine-room.ts";
import type { Busy } from "../pool/busy.ts";
import { FairQueue } from "../pool/fair-queue.ts";
import { isShort, taskCostMs } from "../pool/pool-run.ts";
import type { HostModules } from "../types.ts";
import { type ProcessUser, SandboxProcess } from "./child-process.ts";
import { type Proof, proves, type TaskCost } from "./learned.ts";
import type { ChildLoad, FromChild, ToChild, Wrong } from "./protocol.ts";

/**
 * Something the process is asked for. Exactly one of `onAnswer` with an answer, `onWrong`, `onLost` and `onLate` ends
 * it.
 */
export type HostTask = {
  /** Fairness goes by this, as in the pool. */
  realm: string;
  /** What things like it took of the process's threads: learned here, read for how long others would wait. */
  cost: TaskCost;
  /** Learned here too; null where it is let in whatever others like it did. */
  proof: Proof | null;
  message(id: number, known: Set<string>): ToChild;
  /** Whether that was all, or more is to come; a lie ends the process. */
  onAnswer(message: FromChild): boolean | Lie;
  /** The process told of it what cannot be read; what is under way there is stopped. */
  onWrong(): void;
  /** The process ended while it had this: nobody knows how far it came, so it is not done again. */
  onLost(detail: string): void;
  /** Nothing of it ran: no process was there to take it in time (null), or it waited as long as anything may. */
  onLate(busy: Busy | null): void;
};

/** What shows that the process is not ours any more: an honest one never sends it. */
export type Lie = { lie: string };

export type HostHooks = {
  onReplaced(event: Extract<FromChild, { type: "replaced" }>["event"]): void;
  onHeld(event: Extract<FromChild, { type: "held" }>["event"]): void;
};

/**
 * Keeps a sandbox's process alive: starts it, watches that it answers, starts another when it ended, later and later
 * while none of them does any work.
 */
export class ProcessHost {
  load: ChildLoad | null = null;
  /** Hashes of the images the current process was given. */
  private known = new Set<string>();
  private process: SandboxProcess | null = null;
  private isReady = false;
  private nextId = 1;
  private readonly sent = new Map<number, HostTask>();
  /** Since when they keep an engine, by number. */
  private readonly sentAt = new Map<number, number>();
  /** Those of them that wait for the host, and leave their engine to others. */
  private readonly resting = new Set<number>();
  /** Those that were heard of: they have begun, or their program was sent a second time. */
  private readonly begun = new Set<number>();
  /**
   * What waits, waits here and not there: it outlives the process. No more is handed over than can run at once, so
   * that what a dying process takes along had really begun.
   */
  private readonly queue = new FairQueue<Waiting>(({ task }) => costOf(task), {
    holds: ({ task }) => this.isSuspect(task),
    isOpen: () => this.mayRunSuspect(),
  });
  private readonly waiting = new Map<number, Waiting>();
  private options: RoomOptions;
  private readonly user: ProcessUser | undefined;
  private readonly hooks: HostHooks;
  private idleStarts = 0;
  private problem = "";
  private restart: NodeJS.Timeout | undefined;
  private readonly pulse: NodeJS.Timeout;
  private lookTimer: NodeJS.Timeout | undefined;
  private heardAt = performance.now();
  private opening: { hostModules: HostModules; resolve(): void; reject(error: Error): void } | null = null;
  private started: { resolve(): void; reject(error: Error): void } | null = null;
  private closed = false;
  private readonly endings = new Set<Promise<void>>();

  constructor(options: RoomOptions, user: ProcessUser | undefined, hooks: HostHooks) {
    this.options = options;
    this.user = user;
    this.hooks = hooks;
    this.pulse = setInterval(() => this.beat(), PULSE_MS).unref();
  }

  /** @throws Error when the first process does not come up. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.started = { resolve, reject };
      this.spawn();
    });
  }

  get ready(): boolean {
    return this.isReady;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Handed over, not answered, and not waiting for the host. */
  get active(): number {
    return this.sent.size - this.resting.size;
  }

  /** Why it cannot work; null while it can, or is about to. */
  get broken(): string | null {
    if (this.isReady) return this.load?.broken ?? null;
    if (this.idleStarts < BROKEN_STARTS) return null;
    return `The sandbox's process cannot be started (${this.problem}); it is tried again and again.`;
  }

  get queued(): number {
    return this.queue.size;
  }

  /** Why nothing more of the realm may wait; null when it may. */
  refuses(realm: string): Busy | null {
    const { queueLimit, maxWaitMs } = this.options;
    const isFull = this.queue.size >= queueLimit;
    if (!isFull && this.queue.size === 0) return null;
    const waitMs = this.waitMs(realm);
    if (isFull) return { why: "full", waitMs };
    return waitMs > maxWaitMs ? { why: "long", waitMs } : null;
  }

  submit(task: HostTask): number {
    const id = this.nextId++;
    const waits: Waiting = { id, task, timer: undefined };
    this.waiting.set(id, waits);
    this.queue.push(task.realm, waits);
    if (this.isReady) this.pump();
    if (this.waiting.has(id)) this.limitWait(waits);
    return id;
  }

  /** Asks the process to stop it. True when it had not been given yet: then it is forgotten. */
  cancel(id: number): boolean {
    if (this.withdraw(id)) return true;
    this.process?.send({ type: "cancel", id });
    return false;
  }

  /** Forgets what has not been given yet; false when it has. */
  withdraw(id: number): boolean {
    const waits = this.waiting.get(id);
    return waits !== undefined && this.forget(waits);
  }

  /** @throws Error when the process cannot import a module, or is not there just now; nothing has changed then */
  useHosts(hostModules: HostModules): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.isReady || this.opening !== null)
        return reject(new Error("the sandbox's process is not ready to open other hosts; try again"));
      this.opening = { hostModules, resolve, reject };
      this.process!.send({ type: "hosts", hostModules });
    });
  }

  /** What needs no answer, where there is a process to tell. */
  tell(message: Extract<ToChild, { type: "arm" }>): void {
    if (this.isReady) this.process?.send(message);
  }

  /** What a run asked its host for. With `waits` it has asked for more, and rests on. */
  answer(message: Extract<ToChild, { type: "answer" }>, waits: boolean): void {
    const task = this.sent.get(message.id);
    if (!task) return;
    if (!waits && this.resting.delete(message.id)) this.queue.again(task.realm);
    this.process?.send(message);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.pulse);
    clearTimeout(this.restart);
    clearTimeout(this.lookTimer);
    this.isReady = false;
    this.load = null;
    for (const waits of this.waiting.values()) {
      this.forget(waits);
      waits.task.onLost(CLOSED);
    }
    this.loseAll(CLOSED);
    await Promise.all([this.process?.kill(), ...this.endings]);
  }

  private pump(): void {
    while (this.isReady && this.active < this.options.workers) {
      const waits = this.queue.take();
      if (!waits) return;
      this.give(waits);
    }
    this.giveOneMore();
  }

  /**
   * As in the pool there, which would keep a place of its line for each: one suspect at a time, and none while no more than
   * one thread is ready.
   */
  private mayRunSuspect(): boolean {
    for (const [id, sent] of this.sent) if (!this.resting.has(id) && this.isSuspect(sent)) return false;
    return this.load!.perWorker.filter(({ state }) => state !== "starting").length > 1;
  }

  private isSuspect({ proof, realm }: HostTask): boolean {
    return proof?.isProven === false && this.load?.owing.includes(realm) === true;
  }

  /** As in the pool there: while slow work has all its threads, what is short goes to its spare one. */
  private giveOneMore(): void {
    if (!this.isReady || this.active !== this.options.workers || this.queue.size === 0) return;
    const now = performance.now();
    if ([...this.sentAt.values()].some((at) => now - at < SLOW_MS)) {
      // Nobody is told when something has become slow.
      this.lookTimer ??= setTimeout(() => {
        this.lookTimer = undefined;
        this.giveOneMore();
      }, SLOW_MS);
      return;
    }
    const waits = this.queue.takePast(({ task }) => isShort(task.cost));
    if (waits) this.give(waits);
  }

  private give(waits: Waiting): void {
    const { id, task } = waits;
    clearTimeout(waits.timer);
    this.waiting.delete(id);
    this.sent.set(id, task);
    this.sentAt.set(id, performance.now());
    this.handOver(id, task);
  }

  private handOver(id: number, task: HostTask): void {
    try {
      this.process!.send(task.message(id, this.known));
    } catch (error) {
      this.release(id, task);
      task.onLost(`it cannot be sent: ${String(error)}`);
    }
  }

  /** For its turn, or for a process: that is less, since callers are to hear of a crash. */
  private limitWait(waits: Waiting): void {
    clearTimeout(waits.timer);
    const { task } = waits;
    const hasProcess = this.isReady;
    const limitMs = hasProcess ? this.options.maxWaitMs : START_WAIT_MS;
    waits.timer = setTimeout(() => {
      const busy: Busy | null = hasProcess ? { why: "long", waitMs: this.waitMs(task.realm) } : null;
      if (this.forget(waits)) task.onLate(busy);
    }, limitMs);
  }

  private waitMs(realm: string): number {
    let ms = this.queue.aheadMs(realm);
    for (const [id, task] of this.sent) if (!this.resting.has(id)) ms += costOf(task) / 2;
    return ms / this.options.workers;
  }

  private forget(waits: Waiting): boolean {
    clearTimeout(waits.timer);
    this.queue.remove(waits.task.realm, waits);
    return this.waiting.delete(waits.id);
  }

  private spawn(): void {
    this.heardAt = performance.now();
    this.known = new Set();
    try {
      const own: SandboxProcess = new SandboxProcess(this.options, this.user, {
        onMessage: (message) => {
          if (own === this.process) this.heard(message);
        },
        onExit: (detail) => {
          if (own === this.process) this.ended(detail);
        },
      });
      this.process = own;
    } catch (error) {
      // No descriptors left, for example: that may pass, and a server must not end by it.
      this.ended(`it cannot be started: ${String(error)}`);
    }
  }

  private heard(message: FromChild | Wrong): void {
    this.heardAt = performance.now();
    if (message.type === "wrong") this.wrong(message.id);
    else if (message.type === "ready") this.opened();
    else if (message.type === "failed") this.abandon(`its engines do not start: ${message.message}`);
    else if (message.type === "replaced") this.hooks.onReplaced(message.event);
    else if (message.type === "held") this.hooks.onHeld(message.event);
    else if (message.type === "load") this.told(message.load);
    else if (message.type === "hosts") this.openedHosts(message.problem);
    else if (message.type !== "pong") this.answered(message);
  }

  private opened(): void {
    this.isReady = true;
    this.started?.resolve();
    this.started = null;
    this.pump();
    // There is a process again: from here on they wait for their turn only.
    for (const waits of this.waiting.values()) this.limitWait(waits);
  }

  /** The process that comes after this one gets them with its start. */
  private openedHosts(problem: string | null): void {
    const { opening } = this;
    this.opening = null;
    if (opening === null) this.abandon("it opened hosts that nobody asked for");
    else if (problem !== null) opening.reject(new Error(problem));
    else {
      this.options = { ...this.options, hostModules: opening.hostModules };
      opening.resolve();
    }
  }

  /** A realm owes no more, or a thread has started: what stood aside may go on. */
  private told(load: ChildLoad): void {
    this.load = load;
    this.pump();
  }

  private answered(message: Extract<FromChild, { id: number }>): void {
    const task = this.sent.get(message.id);
    if (!task) return;
    const isFirst = !this.begun.has(message.id);
    this.begun.add(message.id);
    if (message.type === "unknown") {
      // Evicted there: given once more, with its program, since it was not begun.
      if (!isFirst) this.abandon("it did not know a program that it was given");
      else {
        this.known.clear();
        this.handOver(message.id, task);
      }
      return;
    }
    const isOver = task.onAnswer(message);
    if (typeof isOver === "object") this.abandon(isOver.lie);
    else if (isOver) {
      this.idleStarts = 0;
      this.learn(message, task);
      this.release(message.id, task);
    } else if (message.type === "ask" && !this.resting.has(message.id)) {
      this.resting.add(message.id);
      this.queue.done(task.realm, this.usedMs(message.id));
      this.sentAt.delete(message.id);
    } else return;
    this.pump();
  }

  private wrong(id: number): void {
    const task = this.sent.get(id);
    if (!task) return;
    this.process?.send({ type: "cancel", id });
    this.release(id, task);
    task.onWrong();
    this.pump();
  }

  /** Of runs that rested for their host nobody here knows what they took. */
  private learn(message: Extract<FromChild, { id: number }>, { cost, proof }: HostTask): void {
    if (proof && proves(message)) proof.isProven = true;
    const passedMs = this.usedMs(message.id);
    if (passedMs === 0) return;
    // It may have stood in line over there. That process is not believed when it says more than has passed.
    const ms = message.type === "ran" ? Math.min(passedMs, message.outcome.metrics.runUs / 1_000) : passedMs;
    cost.meanMs = cost.meanMs === 0 ? ms : cost.meanMs * 0.9 + ms * 0.1;
  }

  private release(id: number, task: HostTask): void {
    const usedMs = this.usedMs(id);
    this.sent.delete(id);
    this.sentAt.delete(id);
    this.begun.delete(id);
    if (!this.resting.delete(id)) this.queue.done(task.realm, usedMs);
  }

  /** Since it was given, or for what goes on after it rested: nothing, that is not known. */
  private usedMs(id: number): number {
    const at = this.sentAt.get(id);
    return at === undefined ? 0 : performance.now() - at;
  }

  /** A process that hangs is as good as dead. */
  private beat(): void {
    if (!this.process || (this.isReady && this.sent.size === 0)) {
      this.heardAt = performance.now();
      return;
    }
    const silence = performance.now() - this.heardAt;
    if (silence > (this.isReady ? SILENCE_MS : START_MS)) this.abandon("it does not answer any more");
    else if (this.isReady) this.process.send({ type: "ping" });
  }

  private abandon(detail: string): void {
    const ending: Promise<void> = this.process!.kill().finally(() => this.endings.delete(ending));
    this.endings.add(ending);
    this.ended(detail);
  }

  private ended(detail: string): void {
    const words = this.process?.lastWords ?? "";
    this.process = null;
    this.isReady = false;
    this.load = null;
    this.problem = words === "" ? detail : `${detail}: ${words.split("\n").at(-1)}`;
    if (this.started) {
      this.started.reject(new Error(`The sandbox's process did not start: ${this.problem}`));
      this.started = null;
      this.closed = true;
    }
    this.opening?.reject(new Error(`the sandbox's process is gone, ${detail}`));
    this.opening = null;
    this.loseAll(`the sandbox's process is gone, ${detail}`);
    if (this.closed) return;
    for (const waits of this.waiting.values()) this.limitWait(waits);
    const delay = this.idleStarts === 0 ? 0 : Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** this.idleStarts);
    this.idleStarts++;
    this.restart = setTimeout(() => this.spawn(), delay);
    this.hooks.onReplaced({ worker: 0, why: "crash", detail: `the sandbox's process: ${detail}` });
  }

  private loseAll(detail: string): void {
    for (const [id, task] of this.sent) {
      this.release(id, task);
      task.onLost(detail);
    }
  }
}

type Waiting = { id: number; task: HostTask; timer: NodeJS.Timeout | undefined };

/** How long work waits when there was no process to give it to: callers hear within a second of a crash. */
const START_WAIT_MS = 700;
/** Generous: nobody waits for it (see `START_WAIT_MS`), and on a busy machine engines take their time to come up. */
const START_MS = 60_000;
const PULSE_MS = 1_000;
const SILENCE_MS = 5_000;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;
/** Processes in a row that did nothing, before it is called broken. */
const BROKEN_STARTS = 3;
const costOf = ({ cost }: HostTask) => taskCostMs(cost.meanMs);
/** Work that has an engine for this long may keep it for its whole time limit. */
const SLOW_MS = 4;
const CLOSED = "the sandbox was disposed";
