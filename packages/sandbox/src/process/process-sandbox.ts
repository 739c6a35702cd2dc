import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { sendEnd } from "../chunks.ts";
import { engineBuild } from "../engine/adapters.ts";
import { createEvents, type EventsEmitter } from "../events-emitter.ts";
import { checkBatch } from "../executor/batch-progress.ts";
import { imageHash, programProblem } from "../executor/compile.ts";
import { ConstantValues } from "../executor/constant-values.ts";
import { refusal } from "../executor/outcome.ts";
import { checkedConstants, checkLimits } from "../executor/profile.ts";
import { createLossLog, judgeHealth, type SandboxHealth } from "../health.ts";
import { lostError, microseconds } from "../pool/pool-run.ts";
import { COMPILE_REALM, missingHook, type PoolSandboxOptions } from "../pool-sandbox.ts";
import { Ledger, type SandboxStats } from "../stats.ts";
import { decodeSuspension, resealSuspension } from "../suspension/envelope.ts";
import { checkKey, eventAnswer, hostOf, mustBelong } from "../suspension/start-and-resume.ts";
import type { HostRequestAnswerer, ResumeOptions, RunState, StartOptions } from "../suspension/types.ts";
import type {
  Batch,
  CompileResult,
  EngineName,
  ExecuteOptions,
  Image,
  Invocation,
  Program,
  Sandbox,
} from "../types.ts";
import type { ProcessUser } from "./child-process.ts";
import { KnownImages } from "./known-images.ts";
import { checkRecording } from "./own-record.ts";
import { type HostTask, ProcessHost } from "./process-host.ts";
import { type RunOrder, runThere } from "./run-there.ts";

/** What an image was compiled of: a process that does not know it (any more) compiles it again, to the same pages. */
const programs = new WeakMap<Image, Program>();

/**
 * The sandbox in a process of its own: the whole pool of threads runs there, behind a channel that carries JSON. When the
 * process dies, what it had is answered `engine_failure` and never run twice; another takes its place.
 */
export class ProcessSandbox implements Sandbox {
  readonly engine: EngineName;
  readonly events: EventsEmitter;
  private readonly buildId: string;
  private readonly options: PoolSandboxOptions;
  private readonly host: ProcessHost;
  private readonly images: KnownImages;
  private readonly ledger: Ledger;
  private readonly constants = new ConstantValues();
  private readonly losses = createLossLog();
  private readonly compiling = new Map<string, Promise<CompileResult>>();
  private lost = 0;
  private instancesRecycled = 0;
  private disposed = false;

  private constructor(options: PoolSandboxOptions, user: ProcessUser | undefined) {
    this.options = options;
    this.engine = options.engine;
    this.buildId = engineBuild(options.engine).id;
    this.events = createEvents();
    this.ledger = new Ledger(this.events);
    this.images = new KnownImages(options.imageCacheBytes, ({ hash, bytes }) =>
      this.events.emit("cache_evicted", () => ({ image: hash, bytes })),
    );
    this.host = new ProcessHost(options, user, {
      onReplaced: (event) => {
        if (event.why === "recycled") this.instancesRecycled++;
        else {
          this.lost++;
          this.losses.add();
        }
        this.events.emit("worker_replaced", () => event);
      },
    });
  }

  static async start(options: PoolSandboxOptions, user: ProcessUser | undefined): Promise<ProcessSandbox> {
    const sandbox = new ProcessSandbox(options, user);
    try {
      await sandbox.host.start();
    } catch (error) {
      await sandbox.host.close();
      throw error;
    }
    return sandbox;
  }

  compile(program: Program): Promise<CompileResult> {
    const started = performance.now();
    const error = this.disposed ? disposedError() : programProblem(program);
    if (error) return Promise.resolve({ status: "error", error, compileUs: microseconds(started) });
    const hash = imageHash(this.buildId, program);
    const known = this.images.get(hash);
    if (known) return Promise.resolve({ status: "ok", image: known, compileUs: microseconds(started) });
    let running = this.compiling.get(hash);
    if (!running) {
      running = this.compileThere(hash, program, started).then((result) => {
        this.compiling.delete(hash);
        this.ledger.compiled(hash, program.entry, result);
        return result;
      });
      this.compiling.set(hash, running);
    }
    return running;
  }

  private compileThere(hash: string, program: Program, started: number): Promise<CompileResult> {
    this.ledger.compilations++;
    // Kept for later, when the caller may have changed its own.
    const own = structuredClone(program);
    return new Promise((resolve) => {
      const fail = (error: ScriptError) =>
        resolve({ status: "error", error, compileUs: microseconds(started) });
      this.submit(fail, {
        realm: COMPILE_REALM,
        message: (id) => ({ type: "compile", id, program: own }),
        onAnswer: (message) => {
          if (message.type !== "compiled") return { lie: "it answered a compilation with something else" };
          const { result } = message;
          if (result.status === "error") fail(result.error);
          else if (result.image.hash !== hash) return { lie: "it compiled something else" };
          else {
            const { bytes, exports } = result.image;
            const face = { hash, engine: this.engine, bytes, exports: Object.freeze([...exports]) };
            const image: Image = Object.freeze(face);
            programs.set(image, own);
            this.images.add(image);
            resolve({ status: "ok", image, compileUs: microseconds(started) });
          }
          return true;
        },
      });
    });
  }

  async execute(image: Image, invocation: Invocation, options: ExecuteOptions = {}): Promise<Outcome> {
    const state = await this.begin(image, invocation, options, "execute");
    if (state.status === "done") return state.outcome;
    throw new Error("the sandbox's process answered execute with a suspension");
  }

  start(image: Image, invocation: Invocation, options: StartOptions = {}): Promise<RunState> {
    return this.begin(image, invocation, options, "start");
  }

  async resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    const program = programOf(image);
    checkKey(options.key);
    const { answer, clockMs, key } = options;
    const suspended = decodeSuspension(suspension, key);
    mustBelong(suspended, this.buildId, image);
    // The arguments are in the guest's memory.
    const invocation: Invocation = { ...suspended.invocation, args: [] };
    const bare = key ? resealSuspension(suspension, undefined) : suspension;
    eventAnswer(suspended, options);
    const how = { type: "resume", suspension: bare, run: suspended, answer, clockMs } as const;
    return this.perform({
      image,
      program,
      invocation,
      options,
      how,
      answer: this.answerer(program, options),
    });
  }

  private async begin(
    image: Image,
    invocation: Invocation,
    options: StartOptions,
    type: "execute" | "start",
  ): Promise<RunState> {
    const program = programOf(image);
    checkKey(options.key);
    checkLimits(invocation.limits);
    checkRecording(invocation.hostAnswers);
    this.constants.check(checkedConstants(invocation.constants));
    this.ledger.executions++;
    const answer = this.answerer(program, options);
    return this.perform({ image, program, invocation, options, how: { type }, answer });
  }

  private async perform(order: RunOrder): Promise<RunState> {
    const { image, invocation, options } = order;
    const refused = this.refuse(image, invocation, options.signal);
    const state: RunState = refused
      ? { status: "done", outcome: failedOutcome(refused) }
      : await runThere(this.host, this.submit.bind(this), order);
    if (state.status === "waiting") return state;
    this.ledger.executed(image.hash, invocation, state.outcome);
    if (options.onChunk) sendEnd(options.onChunk, state.outcome);
    return state;
  }

  private answerer({ host }: Program, { answerCall }: ExecuteOptions): HostRequestAnswerer {
    return answerCall ?? hostOf(this.options.asyncHost, host);
  }

  async executeMany(
    image: Image,
    batch: Batch,
    { signal }: Pick<ExecuteOptions, "signal"> = {},
  ): Promise<Outcome[]> {
    const program = programOf(image);
    checkBatch(batch);
    checkLimits(batch.limits);
    this.constants.check(checkedConstants(batch.constants));
    this.ledger.executions += batch.inputs.length;
    const refused = this.refuse(image, batch, signal);
    const outcomes = refused
      ? batch.inputs.map(() => failedOutcome(refused))
      : await this.runMany(image, program, batch, signal);
    for (const outcome of outcomes) this.ledger.executed(image.hash, batch, outcome);
    return outcomes;
  }

  private runMany(
    image: Image,
    program: Program,
    batch: Batch,
    signal: AbortSignal | undefined,
  ): Promise<Outcome[]> {
    return new Promise((resolve) => {
      let onAbort: (() => void) | undefined;
      const end = (outcomes: Outcome[]) => {
        if (onAbort) signal?.removeEventListener("abort", onAbort);
        resolve(outcomes);
      };
      const fail = (error: ScriptError) => end(batch.inputs.map(() => failedOutcome(error)));
      const id = this.submit(fail, {
        realm: batch.realm,
        message: (own, known) => {
          const isKnown = known.has(image.hash);
          known.add(image.hash);
          return { type: "batch", id: own, image: image.hash, program: isKnown ? null : program, batch };
        },
        onAnswer: (message) => {
          // As many answers as inputs, or it is no answer.
          if (message.type !== "batched" || message.outcomes.length !== batch.inputs.length) {
            return { lie: "it answered a batch with something else" };
          }
          end(message.outcomes);
          return true;
        },
      });
      if (id === null || !signal) return;
      onAbort = () => {
        if (this.host.cancel(id)) fail(refusal("cancelled", "The batch was cancelled."));
      };
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  exportImage(): Uint8Array {
    throw new TypeError(elsewhere);
  }

  importImage(): Image {
    throw new TypeError(elsewhere);
  }

  /** Null when nothing more can be taken: then `fail` was called. */
  private submit(
    fail: (error: ScriptError) => void,
    task: Pick<HostTask, "realm" | "message" | "onAnswer">,
  ): number | null {
    const { queueLimit } = this.options;
    if (this.disposed) fail(disposedError());
    else if (this.host.queued >= queueLimit) {
      const message = `All engines are busy and ${queueLimit} runs wait already. Try again shortly.`;
      fail({ ...refusal("busy", message), retryAfterMs: RETRY_AFTER_MS });
    } else {
      return this.host.submit({
        ...task,
        onLost: (detail) => fail(lostError(detail)),
        onLate: () =>
          fail(refusal("busy", "The sandbox's process is being started again. Try again shortly.")),
      });
    }
    return null;
  }

  private refuse(
    image: Image,
    { hook }: Pick<Invocation, "hook">,
    signal: AbortSignal | undefined,
  ): ScriptError | null {
    if (this.disposed) return disposedError();
    if (signal?.aborted) return refusal("cancelled", "The run was cancelled before it started.");
    return image.exports.includes(hook) ? null : missingHook(hook, image.exports);
  }

  stats(): SandboxStats {
    const { host, options } = this;
    return {
      engine: this.engine,
      isolation: "process",
      pid: host.pid ?? null,
      workers: options.workers,
      active: host.active,
      queued: host.queued,
      queueLimit: options.queueLimit,
      waiting: host.load?.waiting ?? { count: 0, bytes: 0 },
      ...this.ledger.counts(),
      workersReplaced: this.lost,
      instancesRecycled: this.instancesRecycled,
      boots: host.load?.boots ?? 0,
      cache: this.images.stats(),
      perWorker: host.load?.perWorker ?? [],
    };
  }

  health(): SandboxHealth {
    const { host } = this;
    const { workers: size, queueLimit } = this.options;
    const broken = this.disposed ? "The sandbox was disposed." : host.broken;
    const { queued } = host;
    return judgeHealth({
      broken,
      size,
      ready: host.ready ? size : 0,
      queued,
      queueLimit,
      lost: this.losses.count(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    await this.host.close();
  }
}

function disposedError(): ScriptError {
  return refusal("cancelled", "The sandbox was disposed.");
}

const elsewhere =
  'with isolation "process" images stay in that process: store the program, compiling it again takes milliseconds';

/** @throws TypeError for an image of another sandbox */
function programOf(image: Image): Program {
  const program = programs.get(image);
  if (program) return program;
  throw new TypeError(
    'image must come from compile() of a sandbox with isolation "process": compile the program again',
  );
}

/** The owner does not see the threads' pace: about what a full queue of short runs takes to get shorter. */
const RETRY_AFTER_MS = 100;
