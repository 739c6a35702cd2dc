// Long: one run from its image to its outcome; its steps share an engine that must not be left half done.
import {
  type Effect,
  emptyMetrics,
  type HostAnswer,
  type Json,
  type Metrics,
  type RawTrace,
  type ScriptError,
} from "@scriptyard/model";
import type { Progress } from "../chunks.ts";
import { type EngineBuild, engineBuild, engineLoader } from "../engine/adapters.ts";
import { type EngineLayout, engineLayout } from "../engine/layout.ts";
import { type Engine, Machine } from "../engine/machine.ts";
import { PAGE_BYTES } from "../engine/raw-vm.ts";
import type { HandedSecrets } from "../standard/secrets.ts";
import type { CompileOptions, EngineName, HostCalls, Program } from "../types.ts";
import { type Answer, noAnswer } from "./answer.ts";
import { type Armed, ArmedImages, noHostCalls } from "./armed-images.ts";
import { type Paused, pauseRun } from "./async-pause.ts";
import { type BatchJob, type BatchPart, runLife } from "./batch.ts";
import { callGuest } from "./call-guest.ts";
import { type CompileOrder, compileProgram, imageHash } from "./compile.ts";
import { failureOf, limitError } from "./failure.ts";
import { GuestClock } from "./guest-clock.ts";
import { HostPort } from "./host-port.ts";
import { type Input, prepareFor } from "./input.ts";
import type { LogBuffer } from "./log-buffer.ts";
import { BASE_PAGES, memorySizes, memoryUsed, pagesFor } from "./memory-size.ts";
import type { CompiledImage, Profile } from "./profile.ts";
import { SeenShapes } from "./seen-shapes.ts";
import { TraceTape } from "./trace-tape.ts";
import { type OnStart, Watch } from "./watch.ts";

/** One run, as an executor takes it. */
export type Job = {
  profile: Profile;
  /** Hook arguments. */
  input: Input;
  seed: string;
  clockMs: number;
  context: Json;
  realm: string;
  /** Its arguments hold a secret: the memory is scrubbed before the next run, whoever's it is. */
  sensitive?: boolean | undefined;
  /** What it may make keys of. */
  secrets?: HandedSecrets | undefined;
  /** Goes on with a run that waited; `input` is not looked at then. */
  paused?: Paused | undefined;
  /** Answers to its async calls, in order: new ones for a run that waited, recorded ones for a replay. */
  answers?: readonly HostAnswer[] | undefined;
  /** Asked at every poll. */
  cancelled?: () => boolean;
  /** The guest says how far it is. */
  onProgress?: ((progress: Progress) => void) | undefined;
  onStart?: OnStart;
};

/**
 * `text` is the result as JSON, "" for none; `value` the same, where it is known already and the caller is near.
 * Decoded where it is used (see `outcome.ts`).
 */
export type RunResult =
  /** With `paused`, the run waits for answers and there is no result yet. */
  | {
      ok: true;
      text: string;
      value?: Json;
      effects: Effect[];
      metrics: Metrics;
      paused?: Paused;
      trace?: RawTrace;
    }
  | { ok: false; error: ScriptError; metrics: Metrics; trace?: RawTrace };

export type CompileRun = { ok: true; image: CompiledImage } | { ok: false; error: ScriptError };

/**
 * Compiles and runs in the thread it lives in, one thing at a time, with a machine per memory size. It survives what
 * guests do, except native code that never polls: that is what the pool's watchdog is for.
 */
export class Executor implements Disposable {
  readonly engine: Engine;
  boots = 0;
  /** Runs so far, on all instances. */
  runs = 0;
  private options: ExecutorOptions;
  private readonly slots = new Map<number, MachineSlot>();
  private readonly armed: ArmedImages;
  private readonly shapes = new SeenShapes();
  private readonly clock = new GuestClock();
  private isRunning = false;
  /** Runs of the warm-up: they are counted nowhere, and nobody is told of what they wear out. */
  private practises = false;

  private constructor(engine: Engine, options: ExecutorOptions) {
    this.engine = engine;
    this.options = options;
    this.armed = new ArmedImages(options.cacheBytes);
  }

  static async create(
    options: ExecutorOptions & { build?: EngineBuild; layout?: EngineLayout },
  ): Promise<Executor> {
    const build = options.build ?? engineBuild(options.engine);
    const loader = await engineLoader(options.engine);
    const layout = options.layout ?? (await engineLayout(build, loader, options.stackBytes));
    return new Executor({ build, loader, layout }, options);
  }

  /** Runs from now on call these. */
  useHosts(hostModules: ReadonlyMap<string, HostCalls>): void {
    this.options = { ...this.options, hostModules };
  }

  /** Boots what most programs need, and replaces what is worn out, so that no run waits for it. */
  async warm(): Promise<void> {
    await this.slot(BASE_PAGES);
    for (const slot of this.slots.values()) this.renewIfWorn(slot);
  }

  /** Boots every memory size, so that `executeNow` finds one for any limit. */
  async warmAll(): Promise<void> {
    for (const pages of memorySizes) await this.slot(pages);
  }

  /** Where the thread's owner reads its processor time; null where it cannot. */
  get clockDescriptor(): number | null {
    return this.clock.descriptor;
  }

  /** Bytes of engine memory reserved, and of armed images. */
  get memoryBytes(): number {
    let bytes = this.armed.bytes;
    for (const pages of this.slots.keys()) bytes += pages * PAGE_BYTES;
    return bytes;
  }

  /** What a run of this profile restores, once it has run: for the bench. */
  prepared(profile: Profile) {
    const slot = this.slots.get(pagesFor(profile.limits.memoryLimitBytes));
    const armed = this.armed.get(profile);
    return slot && armed ? { machine: slot.machine, plan: armed.plan } : undefined;
  }

  async compile(
    program: Program,
    topLevel?: CompileOptions["limits"],
    told: Pick<CompileOrder, "onStart" | "onTopLevel"> = {},
  ): Promise<CompileRun> {
    const slot = await this.slot(BASE_PAGES);
    const { build } = this.engine;
    const { compileTimeoutMs: timeoutMs } = this.options;
    const hash = imageHash(build.id, program);
    const order = { engine: build.name, hash, program, timeoutMs, topLevel, clock: this.clock, ...told };
    this.renewIfWorn(slot);
    slot.lastRealm = null;
    const loaded = compileProgram(slot.machine, order);
    if (!loaded.ok && loaded.discard) this.discard(slot, causeOf(loaded.error));
    return loaded;
  }

  /** Answers at once when the machine is booted, which it nearly always is. */
  execute(job: Job, logs: LogBuffer): RunResult | Promise<RunResult> {
    const pages = pagesFor(job.profile.limits.memoryLimitBytes);
    const slot = this.slots.get(pages);
    return slot ? this.run(slot, job, logs) : this.slot(pages).then((booted) => this.run(booted, job, logs));
  }

  /**
   * Makes a profile ready before it is asked for, also for the arguments its hook is likely to be given. What goes wrong
   * here goes wrong again in its first run, which tells.
   */
  armAhead(profile: Profile, realm: string): void {
    const slot = this.slots.get(pagesFor(profile.limits.memoryLimitBytes));
    if (!slot || this.armed.get(profile)) return;
    this.enter();
    try {
      this.renewIfWorn(slot);
      const { machine, watch } = slot;
      const armed = this.arm(slot, profile, realm);
      try {
        for (const shape of this.shapes.of(realm, profile.hook)) prepareFor({ machine, watch, armed }, shape);
      } finally {
        armed.templates.made = null;
      }
    } catch (thrown) {
      const { machine, watch } = slot;
      const files = new Set(profile.image.files);
      const { error, discard } = failureOf(thrown, { machine, watch, files, limits: profile.limits });
      if (discard) this.discard(slot, causeOf(error));
    } finally {
      this.isRunning = false;
    }
  }

  /** After `warmAll`. */
  executeNow(job: Job, logs: LogBuffer): RunResult {
    return this.run(this.booted(pagesFor(job.profile.limits.memoryLimitBytes)), job, logs);
  }

  /** Inputs `from …` of a batch in one VM, at most up to `end`; `warmAll` or `readyFor` comes first. */
  runBatch(job: BatchJob, from: number, end: number): BatchPart {
    const { profile, realm } = job;
    const slot = this.booted(pagesFor(profile.limits.memoryLimitBytes));
    const { machine, watch } = slot;
    const fresh = () => {
      this.renewIfWorn(slot);
      const { plan } = this.armed.get(profile) ?? this.arm(slot, profile, realm);
      machine.restore(plan);
      if (slot.lastRealm !== realm || slot.holdsSecrets) machine.scrub(plan);
      slot.lastRealm = realm;
      slot.holdsSecrets = job.sensitive === true;
      if (++slot.runs % STATICS_CHECK_RUNS === 0 && machine.checkStatics() > 0) this.armed.clear();
      return plan;
    };
    const hostCalls = this.options.hostModules.get(profile.image.host ?? "") ?? noHostCalls;
    this.enter();
    try {
      const discard = (why: RecycleCause) => this.discard(slot, why);
      return runLife({ machine, watch, hostCalls, fresh, discard }, job, from, end);
    } finally {
      this.isRunning = false;
    }
  }

  /** Boots the machine that a profile needs, so that what runs it need not wait. */
  async readyFor({ limits }: Profile): Promise<void> {
    await this.slot(pagesFor(limits.memoryLimitBytes));
  }

  /** Until `settle`, what runs is nobody's. */
  practise(): void {
    this.practises = true;
  }

  /** As if nothing had run yet, but all compiled code is there. */
  settle(): void {
    this.practises = false;
    this.armed.clear();
    this.shapes.clear();
    this.runs = 0;
    for (const slot of this.slots.values()) {
      this.renewIfWorn(slot);
      Object.assign(slot, { runs: 0, lastRealm: null });
    }
    this.boots = this.slots.size;
  }

  forget(profile: Profile): void {
    this.armed.forget(profile);
  }

  /** Closes its clock; its memory goes with it. */
  [Symbol.dispose](): void {
    this.clock[Symbol.dispose]();
  }

  private run(slot: MachineSlot, job: Job, logs: LogBuffer): RunResult {
    this.enter();
    try {
      return this.runAlone(slot, job, logs);
    } finally {
      this.isRunning = false;
    }
  }

  /** A host function may call its sandbox: the guest that called it lies in the memory that would be overwritten. */
  private enter(): void {
    if (this.isRunning) {
      throw new Error(
        "The sandbox is running a script, and was called from one of its host functions: use another one.",
      );
    }
    this.isRunning = true;
  }

  private runAlone(slot: MachineSlot, job: Job, logs: LogBuffer): RunResult {
    const started = performance.now();
    const { profile } = job;
    const { limits } = profile;
    const { machine, watch } = slot;
    this.renewIfWorn(slot);
    let port: HostPort | undefined;
    let armed: Armed | undefined;
    let result: { answer: Answer } | { error: ScriptError };
    let paused: Paused | undefined;
    let tape: TraceTape | undefined;
    const before = job.paused?.state;
    try {
      armed = this.armed.get(profile) ?? this.arm(slot, profile, job.realm);
      const isForeign = slot.lastRealm !== job.realm || slot.holdsSecrets;
      if (isForeign || job.paused) machine.scrub(armed.plan);
      else if (profile.mayWait) machine.scrubHeap(armed.plan);
      slot.lastRealm = job.realm;
      // What somebody answered to a waiting run may be a password as well: nobody says which answers are.
      slot.holdsSecrets = job.sensitive === true || job.paused !== undefined;
      if (before) logs.continueFrom(before);
      const { seed, clockMs, context } = job;
      const hostCalls = this.options.hostModules.get(profile.image.host ?? "") ?? noHostCalls;
      if (profile.image.traceAt)
        tape = new TraceTape(machine.vm.bytes, profile.image.traceAt, job.paused?.tape);
      port = new HostPort({
        watch,
        profile,
        logs,
        seed,
        clockMs,
        context,
        hostCalls,
        secrets: job.secrets,
        onProgress: job.onProgress,
        before,
        tape,
      });
      machine.port = port;
      const { timeoutMs, wallMs, operationLimit } = limits;
      watch.start({
        now: performance.now(),
        timeoutMs,
        wallMs,
        operationLimit,
        cancelled: job.cancelled,
        before,
      });
      job.onStart?.(watch.processorBase);
      const ran = callGuest({ machine, watch, armed, port }, job);
      const { templates } = armed;
      if (templates.made) {
        this.shapes.note(job.realm, profile.hook, templates.made);
        templates.made = null;
      }
      if ("error" in ran && ran.discard) this.discard(slot, causeOf(ran.error));
      if ("waits" in ran) {
        const now = performance.now();
        const { processorMs, wallMs: guestWallMs } = watch.used(now);
        const guestMs = processorMs ?? guestWallMs;
        const runUs = (before?.runUs ?? 0) + Math.round((now - started) * 1000);
        const counted = { port, logs, watch, jobs: ran.jobs, guestMs, guestWallMs, runUs };
        tape?.take();
        paused = pauseRun(machine, armed.plan, counted, this.options.sharesPages ?? false);
        if (tape) paused.tape = tape.state();
      }
      result = "waits" in ran ? { answer: noAnswer } : ran;
    } catch (thrown) {
      const files = armed?.files ?? new Set(profile.image.files);
      const { error, discard } = failureOf(thrown, { machine, watch, files, limits });
      if (discard) this.discard(slot, causeOf(error));
      result = { error };
    }
    // Nothing ran: there is nothing to tell of.
    if ("error" in result && result.error.limit?.name === "inputBytes") {
      return { ok: false, error: result.error, metrics: { ...emptyMetrics } };
    }
    // Before anything else runs in that memory.
    const trace = paused ? undefined : tape?.raw();
    let resultBytes =
      "answer" in result ? Buffer.byteLength(result.answer.text) + (port?.effectBytes ?? 0) : 0;
    if (resultBytes > limits.resultBytes) {
      result = { error: limitError("resultBytes", limits.resultBytes, resultBytes) };
      resultBytes = 0;
    }
    this.runs++;
    if (++slot.runs % STATICS_CHECK_RUNS === 0 && machine.checkStatics() > 0) this.armed.clear();
    if (slot.runs >= this.options.recycleAfterRuns && !this.practises) this.discard(slot, "runs");
    const metrics: Metrics = {
      compileUs: 0,
      runUs: (before?.runUs ?? 0) + Math.round((performance.now() - started) * 1000),
      queueUs: 0,
      operations: paused?.state.operations ?? watch.operations,
      memoryBytes: armed ? memoryUsed(machine, armed.plan) : 0,
      hostCalls: port?.calls ?? 0,
      logBytes: logs.bytes,
      logsDropped: logs.dropped,
      resultBytes,
    };
    if (logs.cutBy) metrics.logsCutBy = logs.cutBy;
    if ("error" in result) return { ok: false, error: result.error, metrics, ...(trace && { trace }) };
    // Written out: copying objects on the hot path costs more than the call of a small hook.
    const { text, value } = result.answer;
    const ran: RunResult = { ok: true, text, effects: port?.effects ?? [], metrics };
    if (value !== undefined) ran.value = value;
    if (paused) ran.paused = paused;
    if (trace) ran.trace = trace;
    return ran;
  }

  /** What earlier runs left is gone before the image is loaded: what lies there afterwards is this realm's. */
  private arm(slot: MachineSlot, profile: Profile, realm: string): Armed {
    slot.lastRealm = null;
    const armed = this.armed.arm(slot.machine, slot.watch, profile);
    Object.assign(slot, { lastRealm: realm, holdsSecrets: false });
    return armed;
  }

  /** Renewed between two runs, or before the next. */
  private discard(slot: MachineSlot, why: RecycleCause): void {
    if (slot.worn) return;
    slot.worn = true;
    if (!this.practises) this.options.onRecycled?.(why);
  }

  private renewIfWorn(slot: MachineSlot): void {
    if (!slot.worn) return;
    slot.machine.renew();
    Object.assign(slot, { worn: false, runs: 0, lastRealm: null });
    this.boots++;
  }

  private booted(pages: number): MachineSlot {
    const slot = this.slots.get(pages);
    if (!slot) throw new Error(`no machine of ${pages} pages is booted: call warmAll first`);
    return slot;
  }

  private async slot(pages: number): Promise<MachineSlot> {
    for (;;) {
      const known = this.slots.get(pages);
      if (known) return known;
      const { stackBytes } = this.options;
      const machine = await Machine.boot(this.engine, { memoryPages: pages, stackBytes });
      this.boots++;
      if (!this.slots.has(pages)) {
        const watch = new Watch(machine, this.clock);
        const unused = { runs: 0, lastRealm: null, holdsSecrets: false, worn: false };
        this.slots.set(pages, { machine, watch, ...unused });
      }
    }
  }
}

export type ExecutorOptions = {
  engine: EngineName;
  stackBytes: number;
  /** Bytes of armed images kept. */
  cacheBytes: number;
  compileTimeoutMs: number;
  hostModules: ReadonlyMap<string, HostCalls>;
  /** Everything but the engine's globals is restored each time; a new instance now and then takes care of those. */
  recycleAfterRuns: number;
  /** An instance was given up: an allocation was refused, it trapped or was thrown out of, or it ran often enough. */
  onRecycled?: (why: RecycleCause) => void;
  /** Pages of waiting runs go to other threads: they lie in shared memory. */
  sharesPages?: boolean;
};

export type RecycleCause = "memory" | "trap" | "runs";

type MachineSlot = {
  machine: Machine;
  watch: Watch;
  runs: number;
  lastRealm: string | null;
  /** Its last run was given what only one person may know: the next one is another person's. */
  holdsSecrets: boolean;
  /** Its instance may be damaged, or is old: renewed before it serves again. */
  worn: boolean;
};

const causeOf = (error: ScriptError): RecycleCause => (error.type === "memory_limit" ? "memory" : "trap");

const STATICS_CHECK_RUNS = 1_000;
