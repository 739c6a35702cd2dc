import type { EngineBuild, EngineLoader } from "./adapters.ts";
import { probeBjson } from "./bjson-format.ts";
import { noHandle, nullPointer } from "./brands.ts";
import { PAGE_BYTES, RawVm } from "./raw-vm.ts";
import { probeValues, type ValueLayout } from "./value-layout.ts";

/**
 * Addresses inside one engine build, found by watching a throwaway instance: no offset is written down, so an engine
 * bump moves them without harm, and a build where one cannot be found refuses to boot.
 */
export type EngineLayout = {
  /** Static data ends here; the C stack grows down from `stackTop` to it; the heap begins at `heapStart`. */
  readonly dataEnd: number;
  readonly stackTop: number;
  readonly heapStart: number;
  /** Address of `sbrk`'s word: the end of the memory the allocator has taken. */
  readonly heapEndWord: number;
  /** Address of the allocator's `top`: what lies above it was never handed out, or was given back. */
  readonly heapTopWord: number;
  /** Null when results have to cross as JSON text. */
  readonly bjson: BjsonFormat | null;
  /** Null when arguments have to cross as JSON text. */
  readonly values: ValueLayout | null;
  /** Address of the context's countdown to the next interrupt poll. */
  readonly countdownWord: number;
};

/** How this build's object writer writes; see `bjson-format.ts`. */
export type BjsonFormat = {
  readonly version: number;
  readonly typedKeys: boolean;
  readonly dateTag: number;
  readonly keys: { readonly [id: number]: string };
};

/** What the engine's countdown starts from at every poll (`JS_INTERRUPT_COUNTER_INIT`). */
export const POLL_INTERVAL = 10_000;

const cache = new Map<string, Promise<EngineLayout>>();

export function engineLayout(
  build: EngineBuild,
  loader: EngineLoader,
  stackBytes: number,
): Promise<EngineLayout> {
  const key = `${build.id} ${stackBytes}`;
  let found = cache.get(key);
  if (!found) {
    found = probe(build, loader, stackBytes);
    cache.set(key, found);
  }
  return found;
}

async function probe(build: EngineBuild, loader: EngineLoader, stackBytes: number): Promise<EngineLayout> {
  const hooks = {
    now: () => BOOT_CLOCK_MS,
    shouldInterrupt: () => 0,
    callFunction: () => noHandle,
    loadModule: () => nullPointer,
    normalizeModule: () => nullPointer,
    allocationDenied: () => undefined,
  };
  const { vm, virgin } = await RawVm.create(build, loader, { memoryPages: 256, stackBytes, hooks });
  const stack = stackFields(vm);
  return {
    ...sections(virgin, stack),
    stackTop: stack,
    ...allocatorWords(vm),
    countdownWord: countdown(vm),
    bjson: probeBjson(vm),
    values: probeValues(vm),
  };
}

/** Pinned while booting: the engine seeds its random state from it, and bases must be equal byte for byte. */
export const BOOT_CLOCK_MS = 1_700_000_000_000;

/** The runtime keeps size, top and limit of its stack side by side. */
function stackFields(vm: RawVm): number {
  const start = vm.runtime >> 2;
  for (let i = start; i < start + 256; i++) {
    const [size, top, limit] = [vm.words[i], vm.words[i + 1]!, vm.words[i + 2]];
    if (size === vm.stackBytes && top !== 0 && limit === top - size) return top;
  }
  throw new Error("The engine's stack limits were not found in its runtime");
}

/** The C stack is the zero gap between static data and heap that ends at the stack's top. */
function sections(virgin: Buffer, stackTop: number): { dataEnd: number; heapStart: number } {
  let dataEnd = stackTop & ~4095;
  while (dataEnd > 0 && virgin.subarray(dataEnd - 4096, dataEnd).every((byte) => byte === 0)) dataEnd -= 4096;
  if (dataEnd < 4096 || stackTop - dataEnd < vm1MiB) throw new Error("The engine's stack was not found");
  return { dataEnd, heapStart: stackTop };
}
const vm1MiB = 1 << 20;

/** One allocation that must come from the top of the heap moves exactly the words we look for. */
function allocatorWords(vm: RawVm): { heapEndWord: number; heapTopWord: number } {
  const before = vm.words.slice();
  const pointer = vm.alloc(2_000_000);
  const chunkEnd = pointer - 8 + (vm.words[(pointer - 4) >> 2]! & ~7);
  let heapEndWord = 0;
  let heapTopWord = 0;
  for (let i = 0; i < 2 * PAGE_BYTES; i++) {
    const now = vm.words[i]!;
    if (now === before[i]) continue;
    if (now === chunkEnd) heapTopWord = i * 4;
    else if (now > chunkEnd && now < chunkEnd + PAGE_BYTES && now % 4096 === 0) heapEndWord = i * 4;
  }
  if (!heapEndWord || !heapTopWord) throw new Error("The allocator's state was not found in static data");
  return { heapEndWord, heapTopWord };
}

/** A round of a loop costs a small fixed number of ticks: the word in the context that falls in proportion is the countdown. */
function countdown(vm: RawVm): number {
  const code = vm.cString("(function (n) { for (let i = 0; i < n; i++); })");
  const file = vm.cString("probe");
  const fn = vm.exports._QTS_Eval(vm.ctx, code.pointer, code.length, file.pointer, 0, 0);
  const argv = vm.alloc(4);
  const start = vm.ctx >> 2;
  const fallOf = (rounds: number) => {
    vm.words[argv >> 2] = vm.exports._QTS_NewFloat64(vm.ctx, rounds);
    const before = vm.words.slice(start, start + 256);
    vm.exports._QTS_Call(vm.ctx, fn, vm.undefinedHandle, 1, argv);
    return before.map((value, i) => value - vm.words[start + i]!);
  };
  const few = fallOf(100);
  const more = fallOf(1100);
  const found = [...few.keys()].filter((i) => {
    const perRound = (more[i]! - few[i]!) / 1000;
    return perRound >= 1 && perRound <= 4 && Number.isInteger(perRound);
  });
  if (found.length !== 1) throw new Error("The engine's interrupt countdown was not found in its context");
  return (start + found[0]!) * 4;
}
