import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { Books } from "../books.ts";
import { engineBuild } from "../engine/adapters.ts";
import type { CompileOrder, EngineRoom, RoomImages, RoomLoad, RoomOptions, Runs } from "../engine-room.ts";
import { EngineSandbox } from "../engine-sandbox.ts";
import { ConstantValues } from "../executor/constant-values.ts";
import { unreadable } from "../executor/guest-records/unreadable.ts";
import { disposedError, goneError, refusal } from "../executor/outcome.ts";
import { checkedConstants, checkLimits } from "../executor/profile.ts";
import { ImageLru } from "../image-lru.ts";
import { busyError } from "../pool/busy.ts";
import { lostError } from "../pool/loss.ts";
import { decodeSuspension, resealSuspension } from "../suspension/envelope.ts";
import { checkKey, eventAnswer, hostOf, mustBelong } from "../suspension/start-and-resume.ts";
import type { HostRequestAnswerer, ResumeOptions, RunState, StartOptions } from "../suspension/types.ts";
import type {
  ArmSettings,
  Batch,
  CompileResult,
  ExecuteOptions,
  Image,
  Invocation,
  ProfileSettings,
  SandboxHosts,
} from "../types.ts";
import type { ProcessUser } from "./child-process.ts";
import { compileThere } from "./compile-there.ts";
import { checkRecording } from "./own-record.ts";
import { ProcessHost } from "./process-host.ts";
import { allAddresses, readableFolders } from "./readable-folders.ts";
import { type RunOrder, runManyThere, runThere, type Source, type Submit } from "./run-there.ts";

const sources = new WeakMap<Image, Source>();

/** The sandbox over a process of its own. */
export async function startProcessSandbox(
  options: RoomOptions,
  user: ProcessUser | undefined,
): Promise<EngineSandbox> {
  const books = new Books();
  const host = new ProcessHost(options, user, {
    onReplaced: (event) => books.events.emit("worker_replaced", () => event),
    onHeld: (event) => books.events.emit("script_held_back", () => event),
  });
  try {
    await host.start();
  } catch (error) {
    await host.close();
    throw error;
  }
  return new EngineSandbox(options.engine, new ProcessRoom(host, books, options), books);
}

/**
 * Engines in a process of their own: the whole pool of threads runs there, behind a channel that carries JSON. When the
 * process dies, what it had is answered `engine_failure` and never run twice; another takes its place. Runs that wait lie
 * there too.
 */
class ProcessRoom implements EngineRoom {
  readonly isolation = "process";
  readonly buildId: string;
  readonly images: RoomImages;
  readonly runs: Runs;
  private readonly host: ProcessHost;
  private readonly books: Books;
  private readonly options: RoomOptions;
  private readonly faces: ImageLru;
  private readonly constants = new ConstantValues();

  constructor(host: ProcessHost, books: Books, options: RoomOptions) {
    this.host = host;
    this.books = books;
    this.options = { ...options };
    this.buildId = engineBuild(options.engine).id;
    this.faces = new ImageLru(options.imageCacheBytes, books.evicted);
    this.images = {
      get: (hash) => this.faces.get(hash),
      stats: () => this.faces.stats(),
      export: stayThere,
      import: stayThere,
    };
    this.runs = {
      execute: async (image, invocation, given) => {
        const state = await this.begin(image, invocation, given, "execute");
        if (state.status === "done") return state.outcome;
        throw new Error("the sandbox's process answered execute with a suspension");
      },
      start: (image, invocation, given) => this.begin(image, invocation, given, "start"),
      resume: (image, suspension, given) => this.resume(image, suspension, given),
    };
  }

  async compile({ program, image: hash, started, ...options }: CompileOrder): Promise<CompileResult> {
    this.books.ledger.compilations++;
    // Kept for later, when the caller may have changed its own.
    const own = structuredClone(program);
    const { engine } = this.options;
    const result = await compileThere(this.submit, { hash, program: own, engine, started, options });
    if (result.status === "error") return result;
    const image = this.faces.add(hash, () => result.image);
    sources.set(image, { program: own, limits: options.limits });
    return { ...result, image };
  }

  arm(image: Image, settings: ArmSettings): void {
    checkLimits(settings.limits);
    this.constants.check(checkedConstants(settings.constants));
    const { realm, hook, limits, capabilities, constants } = settings;
    const own = { realm, hook, limits, capabilities, ...(constants && { constants }) };
    if (!this.books.disposed) this.host.tell({ type: "arm", image: image.hash, settings: own });
  }

  private async resume(image: Image, suspension: Uint8Array, options: ResumeOptions): Promise<RunState> {
    const source = sourceOf(image);
    checkKey(options.key);
    const { answer, clockMs, key, secrets } = options;
    const suspended = decodeSuspension(suspension, key);
    mustBelong(suspended, this.buildId, image);
    // The arguments are in the guest's memory.
    const invocation: Invocation = { ...suspended.invocation, args: [], ...(secrets && { secrets }) };
    const bare = key ? resealSuspension(suspension, undefined) : suspension;
    eventAnswer(suspended, options);
    const how = { type: "resume", suspension: bare, run: suspended, answer, clockMs } as const;
    return this.perform({
      image,
      source,
      invocation,
      options,
      how,
      answer: this.answerer(source, options),
    });
  }

  private async begin(
    image: Image,
    invocation: Invocation,
    options: StartOptions,
    type: "execute" | "start",
  ): Promise<RunState> {
    checkKey(options.key);
    checkRecording(invocation.hostAnswers);
    const source = this.admit(image, invocation, 1);
    const answer = this.answerer(source, options);
    return this.perform({ image, source, invocation, options, how: { type }, answer });
  }

  /**
   * What a run or a batch is told before anything of it crosses: bad input is the caller's, and counts as no execution.
   *
   * @throws TypeError naming what makes no sense
   */
  async useHosts({ hostModules, asyncHost }: SandboxHosts): Promise<void> {
    const { readable } = this.options;
    const outside = readableFolders(allAddresses(hostModules)).find((folder) => !readable.includes(folder));
    // What a process may read is said when it is started.
    if (outside !== undefined)
      throw new Error(`the sandbox's process may not read ${outside}: start anew to open a host from there`);
    await this.host.useHosts(hostModules);
    this.options.asyncHost = asyncHost;
  }

  private admit(image: Image, run: ProfileSettings, executions: number): Source {
    const source = sourceOf(image);
    checkLimits(run.limits);
    this.constants.check(checkedConstants(run.constants));
    this.books.ledger.executions += executions;
    return source;
  }

  private async perform(order: RunOrder): Promise<RunState> {
    const { image, invocation, options } = order;
    const refused = this.books.refuse(image, invocation.hook, options, order.how.type === "resume");
    const state: RunState = refused
      ? { status: "done", outcome: failedOutcome(refused) }
      : await runThere(this.host, this.submit, order);
    if (state.status === "done") this.books.ended(image, invocation, options, state.outcome);
    return state;
  }

  private answerer({ program: { host } }: Source, { answerCall }: ExecuteOptions): HostRequestAnswerer {
    return answerCall ?? hostOf(this.options.asyncHost, host);
  }

  async batch(image: Image, batch: Batch, signal: AbortSignal | undefined): Promise<Outcome[]> {
    const source = this.admit(image, batch, batch.inputs.length);
    const refused = this.books.refuse(image, batch.hook, { signal });
    if (refused) return batch.inputs.map(() => failedOutcome(refused));
    return runManyThere(this.submit, { image, source, batch, signal });
  }

  private readonly submit: Submit = (fail, task, { signal, gone } = {}) => {
    const busy = this.books.disposed ? null : this.host.refuses(task.realm);
    if (this.books.disposed) fail(disposedError());
    else if (busy) fail(busyError(busy, this.options));
    else {
      const listening = new AbortController();
      const lose = (error: ScriptError) => {
        listening.abort();
        fail(error);
      };
      const id = this.host.submit({
        ...task,
        onAnswer: (message) => {
          const isOver = task.onAnswer(message);
          if (isOver === true) listening.abort();
          return isOver;
        },
        onWrong: () => lose(unreadable("What the script left")),
        onLost: (detail) => lose(lostError(detail)),
        onLate: (late) =>
          lose(
            late
              ? busyError(late, this.options)
              : refusal("busy", "The sandbox's process is being started again. Try again shortly."),
          ),
      });
      const onAbort = () => {
        const cancelled = () => lose(refusal("cancelled", "The run was cancelled."));
        if (this.host.cancel(id)) cancelled();
        // It tells what the run said until then; its caller does not depend on that.
        else setTimeout(cancelled, CANCEL_MS).unref();
      };
      const onGone = () => {
        if (this.host.withdraw(id)) lose(goneError());
      };
      signal?.addEventListener("abort", onAbort, { once: true, signal: listening.signal });
      gone?.addEventListener("abort", onGone, { once: true, signal: listening.signal });
    }
  };

  load(): RoomLoad {
    const { host, options } = this;
    const { workers, queueLimit } = options;
    return {
      pid: host.pid ?? null,
      workers,
      active: host.active,
      queued: host.queued,
      queueLimit,
      waiting: host.load?.waiting ?? { count: 0, bytes: 0 },
      boots: host.load?.boots ?? 0,
      perWorker: host.load?.perWorker ?? [],
      ready: host.ready ? workers : 0,
      broken: host.broken,
    };
  }

  close(): Promise<void> {
    return this.host.close();
  }
}

function stayThere(): never {
  throw new TypeError(elsewhere);
}

const elsewhere =
  'with isolation "process" images stay in that process: store the program, compiling it again takes milliseconds';

/** @throws TypeError for an image of another sandbox */
function sourceOf(image: Image): Source {
  const source = sources.get(image);
  if (source) return source;
  throw new TypeError(
    'image must come from compile() of a sandbox with isolation "process": compile the program again',
  );
}

/** How long the process may take to answer a run that was cancelled. */
const CANCEL_MS = 2_000;
