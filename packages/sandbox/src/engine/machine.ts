// Long: one owner of an engine's memory; what boots, restores, cleans and judges it shares what nobody else may see.
import { createHash } from "node:crypto";
import { type EngineBuild, type EngineLoader, hasFixedBuffers } from "./adapters.ts";
import { type Handle, noHandle, type PageNumber, type Pointer } from "./brands.ts";
import { bootPort, GuestDoors, type GuestPort } from "./guest-doors.ts";
import type { EngineLayout } from "./layout.ts";
import {
  changedPages,
  copyPages,
  GUEST_PAGE_BYTES,
  joinPages,
  type Pages,
  pageAt,
  pagesOfRuns,
  type Run,
  xorPages,
  zeroAround,
} from "./pages.ts";
import { RawVm, VALUE_BYTES } from "./raw-vm.ts";
import { ValueWriter } from "./value-layout.ts";
import { EngineTrap } from "./wasm-imports.ts";

/** Operations of the guest's `dispatch`; the numbers are repeated in `guest/dispatch.guest.ts`. */
export const guestOp = {
  load: 0,
  arm: 1,
  run: 2,
  settle: 3,
  describe: 4,
  text: 5,
  input: 6,
  sections: 7,
  batch: 8,
  batchText: 9,
  goOn: 10,
  answer: 11,
  deliver: 12,
} as const;
export type GuestOp = keyof typeof guestOp;

/** Everything a restore puts back for one image. */
export type RestorePlan = {
  readonly runs: readonly Run[];
  readonly bytes: number;
  /** Ranges a scrub must leave alone, ascending: the runs, and the block that makes the memory as small as its limit. */
  readonly kept: readonly Range[];
  readonly heapTop: number;
  readonly heapEnd: number;
};

/** Bytes from `at` up to and without `end`. */
export type Range = { readonly at: number; readonly end: number };

/** What several parts of boot share. */
export type Engine = {
  readonly build: EngineBuild;
  readonly loader: EngineLoader;
  readonly layout: EngineLayout;
};

/**
 * A booted engine: the prelude is loaded, every handle the host needs exists, and the base is known. From then on memory
 * moves only between base, images and runs (see DESIGN.md, "Memory layout").
 */
export class Machine {
  readonly vm: RawVm;
  readonly layout: EngineLayout;
  /** Writes values into guest memory; only to be used where `layout.values` is known. */
  readonly writer: ValueWriter;
  readonly memoryPages: number;
  /** sha-256 of the base: equal in every instance of the same build and prelude, or images could not move between them. */
  readonly baseHash: string;
  port: GuestPort = bootPort;
  private readonly base: ReadonlyMap<PageNumber, Buffer>;
  /** Pages boot wrote, and static data after them: a run may write these, so every restore puts them back. */
  private readonly restored: Set<PageNumber>;
  private readonly restoredPages = new WeakMap<RestorePlan, ReadonlyMap<PageNumber, Buffer>>();
  private readonly dispatch: Handle;
  private readonly opHandles: readonly Handle[];
  private readonly emptyText: Handle;
  private readonly stackKey: Handle;
  private readonly argv: Pointer;
  private readonly jobContext: Pointer;
  /** How this build writes the numbers of jobs that ran. */
  private readonly jobCounts: readonly (readonly [low: number, high: number])[];
  private readonly scratch: Pointer;
  private scratchUsed = 0;
  private dirtyEnd: number;

  private constructor(
    vm: RawVm,
    layout: EngineLayout,
    memoryPages: number,
    virgin: Buffer,
    doors: GuestDoors,
  ) {
    this.vm = vm;
    this.layout = layout;
    this.writer = new ValueWriter(vm, layout.values);
    this.memoryPages = memoryPages;
    this.dispatch = doors.dispatch();
    this.opHandles = Object.values(guestOp).map((op) => vm.exports._QTS_NewFloat64(vm.ctx, op));
    this.emptyText = vm.newString("");
    this.stackKey = vm.newString("stack");
    this.argv = vm.alloc(2 * VALUE_BYTES);
    this.jobContext = vm.alloc(8);
    this.jobCounts = numberWords(vm, JOB_SLICE);
    this.scratch = vm.alloc(SCRATCH_BYTES);
    // What boot left there would make memories differ that are equal: it is zeroed again whenever pages are taken.
    vm.bytes.fill(0, this.scratch, this.scratch + SCRATCH_BYTES);
    this.dirtyEnd = this.heapEnd;
    const { base, restored } = takeBase(vm, layout, virgin, this.heapEnd);
    this.base = base;
    this.restored = restored;
    this.baseHash = hashPages(base);
  }

  static async boot(engine: Engine, options: { memoryPages: number; stackBytes: number }): Promise<Machine> {
    let machine: Machine | undefined;
    const doors = new GuestDoors();
    const port = () => machine?.port ?? bootPort;
    const { vm, virgin } = await RawVm.create(engine.build, engine.loader, {
      ...options,
      hooks: {
        now: () => port().now(),
        shouldInterrupt: () => (port().interrupted() ? 1 : 0),
        allocationDenied: () => port().allocationDenied(),
        callFunction: (argc, argv, fn) => doors.call(port(), argc, argv, fn),
        loadModule: (name) => doors.load(port(), name),
        normalizeModule: (base, name) => doors.normalize(port(), base, name),
      },
    });
    doors.loadPrelude(vm, hasFixedBuffers(engine.build.name));
    machine = new Machine(vm, engine.layout, options.memoryPages, virgin, doors);
    return machine;
  }

  get heapEnd(): number {
    return this.vm.words[this.layout.heapEndWord >> 2]!;
  }

  get heapTop(): number {
    return this.vm.words[this.layout.heapTopWord >> 2]!;
  }

  /** Polls the countdown still to go, see `EngineLayout.countdownWord`. */
  get countdown(): number {
    return this.vm.words[this.layout.countdownWord >> 2]!;
  }

  set countdown(value: number) {
    this.vm.words[this.layout.countdownWord >> 2] = value;
  }

  /** Calls the guest for text. */
  call(op: GuestOp, payload?: string | Handle): string {
    return this.vm.readString(this.callForValue(op, payload));
  }

  /** Address of the string that the last call's payload was. */
  get lastText(): Pointer {
    return this.vm.words[this.vm.words[(this.argv >> 2) + 1]! >> 2]! as Pointer;
  }

  /** Calls the guest. Throws `GuestThrew` with the thrown value. */
  callForValue(op: GuestOp, payload: string | Handle = this.emptyText): Handle {
    const { vm } = this;
    const handle = typeof payload === "number" ? payload : this.textHandle(payload);
    vm.words[this.argv >> 2] = this.opHandles[guestOp[op]]!;
    vm.words[(this.argv >> 2) + 1] = handle;
    const result = vm.exports._QTS_Call(vm.ctx, this.dispatch, vm.undefinedHandle, 2, this.argv);
    const error = vm.exceptionOf(result);
    if (error !== noHandle) throw new GuestThrew(error);
    return result;
  }

  /** Small texts go through a block made at boot: no allocation, no copy but the engine's own. */
  private textHandle(text: string): Handle {
    const { vm } = this;
    if (text.length * 3 >= SCRATCH_BYTES) return vm.newString(text);
    const length = vm.bytes.utf8Write(text, this.scratch, SCRATCH_BYTES - 1);
    vm.bytes[this.scratch + length] = 0;
    if (length > this.scratchUsed) this.scratchUsed = length;
    return vm.exports._QTS_NewString(vm.ctx, this.scratch);
  }

  /** Runs up to `max` promise jobs, at most `JOB_SLICE`; answers how many, or `max` when one of them was broken off. */
  runJobs(max: number): number {
    const { exports, runtime, words } = this.vm;
    const at = exports._QTS_ExecutePendingJob(runtime, max, this.jobContext) >> 2;
    // Anything but a number is what broke a job off. Asking the engine what it is would run guest code.
    const count = this.jobCounts.findIndex(([low, high]) => words[at] === low && words[at + 1] === high);
    return count < 0 ? max : count;
  }

  get hasJobs(): boolean {
    return this.vm.exports._QTS_IsJobPending(this.vm.runtime) !== 0;
  }

  /** `stack` of an error the engine itself made, e.g. when it was interrupted. Reads a property: never of a guest's value. */
  stackOf(error: Handle): string {
    const { vm } = this;
    const handle = vm.exports._QTS_GetProp(vm.ctx, error, this.stackKey);
    return vm.exceptionOf(handle) === noHandle ? vm.readString(handle) : "";
  }

  /** The pages that differ from the base now. The C stack is left out: below its top it holds nothing. */
  image(shared: boolean): Pages {
    return copyPages(this.vm.bytes, this.changed(this.base, []), shared);
  }

  /** Numbers of the pages that are not what `expected` says, but for the C stack and the blocks nobody touches. */
  private changed(expected: ReadonlyMap<PageNumber, Buffer>, untouched: readonly Range[]): PageNumber[] {
    const { bytes } = this.vm;
    this.clean();
    const { dataEnd, heapStart } = this.layout;
    const numbers = changedPages(bytes, 0, dataEnd, expected);
    let from = heapStart;
    for (const block of untouched) {
      numbers.push(...changedPages(bytes, from, block.at, expected));
      from = block.end;
    }
    if (from < this.heapEnd) numbers.push(...changedPages(bytes, from, this.heapEnd, expected));
    return numbers;
  }

  /** Neither belongs to an image: equal programs make equal pages. */
  private clean(): void {
    this.vm.bytes.fill(0, this.scratch, this.scratch + this.scratchUsed);
    this.scratchUsed = 0;
    this.countdown = 1;
  }

  /**
   * What a restore copies to have memory as it is now, and what it leaves. `reserved` is a block the guest never touches: up
   * to 9 MB that need not be looked at.
   */
  plan(reserved: Range | null): RestorePlan {
    const numbers = this.changed(this.base, reserved ? [reserved] : []);
    const merged = this.overBase(numbers.map((number) => [number, pageAt(this.vm.bytes, number)] as const));
    return this.planOf(merged, joinPages(merged), reserved);
  }

  /** Memory with an image in it and nothing beside it, for what is made of it next. No plan is kept, so nothing is joined. */
  begin(image: Iterable<readonly [PageNumber, Uint8Array]> = []): void {
    const merged = this.overBase(image);
    const runs = Array.from(merged, ([number, data]) => ({ at: number * GUEST_PAGE_BYTES, data }));
    const plan = this.planOf(merged, runs, null);
    this.restore(plan);
    this.scrub(plan);
  }

  private overBase(image: Iterable<readonly [PageNumber, Uint8Array]>): Map<PageNumber, Uint8Array> {
    const merged = new Map<PageNumber, Uint8Array>();
    for (const number of this.restored) merged.set(number, this.base.get(number) ?? zeroPage);
    for (const [number, page] of image) merged.set(number, page);
    return merged;
  }

  private planOf(
    merged: ReadonlyMap<PageNumber, Uint8Array>,
    runs: readonly Run[],
    reserved: Range | null,
  ): RestorePlan {
    const kept = runs.map((run) => ({ at: run.at, end: run.at + run.data.length }));
    if (reserved) kept.push(reserved);
    kept.sort((a, b) => a.at - b.at);
    return {
      runs,
      bytes: sizeOf(runs),
      kept,
      heapTop: wordIn(merged, this.layout.heapTopWord),
      heapEnd: wordIn(merged, this.layout.heapEndWord),
    };
  }

  /** Puts a plan's memory back: a brand-new VM. */
  restore(plan: RestorePlan): void {
    const { bytes } = this.vm;
    const end = this.heapEnd;
    if (end > this.dirtyEnd) this.dirtyEnd = end;
    for (const run of plan.runs) bytes.set(run.data, run.at);
  }

  /** A discarded machine as good as new, without waiting: a new wasm instance, and the base put back. */
  renew(): void {
    const { heapStart } = this.layout;
    const size = this.vm.bytes.length;
    const end = Math.max(this.dirtyEnd, this.heapEnd);
    // A trap may have left any value in the allocator's word.
    this.vm.renew(end > heapStart && end <= size ? end : size);
    for (const [number, page] of this.base) pageAt(this.vm.bytes, number).set(page);
    this.scratchUsed = 0;
    this.dirtyEnd = this.heapEnd;
    this.port = bootPort;
  }

  /** A plan for memory as it is now, after `plan` was restored and scrubbed and something was added. */
  extend(plan: RestorePlan): RestorePlan {
    const known = pagesOfRuns(plan.runs);
    const numbers = this.changed(this.afterRestore(plan), untouched(plan));
    for (const number of numbers) known.set(number, Buffer.from(pageAt(this.vm.bytes, number)));
    const runs = joinPages(known);
    return { ...plan, runs, bytes: sizeOf(runs) };
  }

  /** The pages that a run changed since `plan` was restored: over a restored and scrubbed memory they are the run again. */
  changes(plan: RestorePlan, options: { shared: boolean; asDifference: boolean }): Pages {
    const expected = this.afterRestore(plan);
    const pages = copyPages(this.vm.bytes, this.changed(expected, untouched(plan)), options.shared);
    if (options.asDifference) xorPages(pages, expected);
    return pages;
  }

  /** The other way: into memory that `plan` was restored to, and that was scrubbed. */
  apply(plan: RestorePlan, pages: Pages, areDifference: boolean): void {
    const { bytes } = this.vm;
    const limit = bytes.length / GUEST_PAGE_BYTES;
    if (pages.numbers.some((number) => number >= limit))
      throw new EngineTrap("a page lies outside the memory");
    const whole = areDifference ? { numbers: pages.numbers, data: Uint8Array.from(pages.data) } : pages;
    if (areDifference) xorPages(whole, this.afterRestore(plan));
    whole.numbers.forEach((number, i) => {
      const at = i * GUEST_PAGE_BYTES;
      bytes.set(whole.data.subarray(at, at + GUEST_PAGE_BYTES), number * GUEST_PAGE_BYTES);
    });
  }

  /** Every page that is not all zeros in memory that `plan` was restored to, and that was scrubbed. */
  private afterRestore(plan: RestorePlan): ReadonlyMap<PageNumber, Buffer> {
    let known = this.restoredPages.get(plan);
    if (!known) {
      known = new Map([...this.base, ...pagesOfRuns(plan.runs)]);
      this.restoredPages.set(plan, known);
    }
    return known;
  }

  /** Zeroes what earlier runs left outside the plan: freed heap, and the stack's depth. Before another realm's execution. */
  scrub(plan: RestorePlan): void {
    const { bytes } = this.vm;
    const { stackTop, heapStart } = this.layout;
    zeroAround(bytes, stackTop - this.vm.stackBytes - STACK_SLACK_BYTES, heapStart, plan.kept);
    this.scrubHeap(plan);
  }

  /** The heap's part of it: all that a suspension can take along, and most of what a scrub costs is the stack. */
  scrubHeap(plan: RestorePlan): void {
    const end = Math.max(this.dirtyEnd, this.heapEnd);
    zeroAround(this.vm.bytes, this.layout.heapStart, end, plan.kept);
    this.dirtyEnd = plan.heapEnd;
  }

  /** True when the run came within reach of its stack's end. Clears the mark. */
  takeStackMark(): boolean {
    const end = this.layout.stackTop - this.vm.stackBytes;
    const zone = this.vm.bytes.subarray(end - STACK_MARK_BYTES, end + STACK_MARK_BYTES);
    const marked = zone.some((byte) => byte !== 0);
    if (marked) zone.fill(0);
    return marked;
  }

  /**
   * Static data that a run wrote and no restore puts back. Such a page joins the restored ones, for the next plans;
   * answers how many there were.
   */
  checkStatics(): number {
    const strays = changedPages(this.vm.bytes, 0, this.layout.dataEnd, this.base).filter(
      (number) => !this.restored.has(number),
    );
    for (const number of strays) {
      this.restored.add(number);
      pageAt(this.vm.bytes, number).set(this.base.get(number) ?? zeroPage);
    }
    return strays.length;
  }
}

/** 0 … `last` as the engine makes numbers for its caller. */
function numberWords(vm: RawVm, last: number): [low: number, high: number][] {
  return Array.from({ length: last + 1 }, (_, n) => {
    const handle = vm.exports._QTS_NewFloat64(vm.ctx, n);
    const pair: [number, number] = [vm.words[handle >> 2]!, vm.words[(handle >> 2) + 1]!];
    vm.release(handle);
    return pair;
  });
}

/** The guest's `dispatch` threw; `handle` is the value. */
export class GuestThrew extends Error {
  override name = "GuestThrew";
  readonly handle: Handle;

  constructor(handle: Handle) {
    super("the guest threw");
    this.handle = handle;
  }
}

function takeBase(vm: RawVm, layout: EngineLayout, virgin: Buffer, heapEnd: number) {
  const virginPages = new Map<PageNumber, Buffer>();
  for (let n = 0; n * GUEST_PAGE_BYTES < heapEnd; n++) {
    const number = n as PageNumber;
    virginPages.set(number, pageAt(virgin, number));
  }
  const restored = new Set(changedPages(vm.bytes, 0, heapEnd, virginPages));
  const firstData = Math.min(...restored);
  for (let n = firstData; (n + 1) * GUEST_PAGE_BYTES <= layout.dataEnd; n++) restored.add(n as PageNumber);
  const base = new Map<PageNumber, Buffer>();
  for (const number of changedPages(vm.bytes, 0, heapEnd, new Map())) {
    base.set(number, Buffer.from(pageAt(vm.bytes, number)));
  }
  return { base, restored };
}

/** Kept ranges that no run covers: the block that makes the memory smaller, which no guest reaches. */
function untouched({ runs, kept }: RestorePlan): Range[] {
  return kept.filter((range) => !runs.some((run) => run.at === range.at));
}

function hashPages(pages: ReadonlyMap<PageNumber, Buffer>): string {
  const hash = createHash("sha256");
  for (const [number, page] of pages) hash.update(`${number}:`).update(page);
  return hash.digest("hex");
}

function wordIn(pages: ReadonlyMap<PageNumber, Uint8Array>, address: number): number {
  const page = pages.get(Math.floor(address / GUEST_PAGE_BYTES) as PageNumber);
  if (!page) throw new EngineTrap("the allocator's state is not among the restored pages");
  return new DataView(page.buffer, page.byteOffset).getUint32(address % GUEST_PAGE_BYTES, true);
}

const sizeOf = (runs: readonly Run[]) => runs.reduce((sum, run) => sum + run.data.length, 0);

const zeroPage = Buffer.alloc(GUEST_PAGE_BYTES);

/** Room for arguments up to this size without an allocation in the guest. */
const SCRATCH_BYTES = 64 << 10;

/** How far native code may go below the engine's own stack limit before it notices. */
const STACK_SLACK_BYTES = 64 << 10;

/** Promise jobs that run between two looks at the clock. */
export const JOB_SLICE = 32;

const STACK_MARK_BYTES = 32 << 10;
