import type { Machine, Range, RestorePlan } from "../engine/machine.ts";

/** 16 MiB: what the engine needs at least, and room for the default of 10 MB. */
export const BASE_PAGES = 256;

const sizes: readonly { pages: number; limitBytes: number }[] = [
  { pages: BASE_PAGES, limitBytes: 10_300_000 },
  { pages: 512, limitBytes: 26_000_000 },
  { pages: 1_100, limitBytes: 64_000_000 },
];

export const memorySizes: readonly number[] = sizes.map((size) => size.pages);

/** Memory cannot grow: a machine is booted with enough for the limit. Untouched pages cost nothing. */
export function pagesFor(limitBytes: number): number {
  return (sizes.find((size) => limitBytes <= size.limitBytes) ?? sizes.at(-1)!).pages;
}

/**
 * A block nobody uses, as large as the memory is larger than its limit: so a limit holds to the page, whatever size the
 * memory was booted with.
 */
export function reserveBeyond(machine: Machine, limitBytes: number): Range | null {
  const bytes = machine.vm.bytes.length - machine.heapTop - limitBytes - PAGE;
  if (bytes < 16 * PAGE) return null;
  const at = machine.vm.alloc(bytes);
  // Its first and last page hold the allocator's marks.
  return { at: at + PAGE, end: (at + bytes - PAGE) & -PAGE };
}

/** Heap the run took beyond its image: the furthest the allocator reached, or what it holds when it stayed within. */
export function memoryUsed(machine: Machine, plan: RestorePlan): number {
  const end = machine.heapEnd > plan.heapEnd ? machine.heapEnd : machine.heapTop;
  return Math.max(0, end - plan.heapTop);
}

const PAGE = 4096;
