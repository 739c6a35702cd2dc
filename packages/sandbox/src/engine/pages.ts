import type { PageNumber } from "./brands.ts";

export const GUEST_PAGE_BYTES = 4096;

/** 4 KB pages by number, ascending; `data` holds them one after another. */
export type Pages = { readonly numbers: Uint32Array; readonly data: Uint8Array };

/** Contiguous bytes and where they go. */
export type Run = { readonly at: number; readonly data: Uint8Array };

const zeroPage = Buffer.alloc(GUEST_PAGE_BYTES);

export function pageAt(bytes: Buffer, number: PageNumber): Buffer {
  return bytes.subarray(number * GUEST_PAGE_BYTES, (number + 1) * GUEST_PAGE_BYTES);
}

/** Numbers of the pages in `[from, to)` (bytes) whose content differs from `expected`; a page it lacks is all zeros. */
export function changedPages(
  bytes: Buffer,
  from: number,
  to: number,
  expected: ReadonlyMap<PageNumber, Buffer>,
): PageNumber[] {
  const changed: PageNumber[] = [];
  const last = Math.ceil(to / GUEST_PAGE_BYTES);
  for (let n = Math.floor(from / GUEST_PAGE_BYTES); n < last; n++) {
    const number = n as PageNumber;
    const at = number * GUEST_PAGE_BYTES;
    const page = expected.get(number) ?? zeroPage;
    // With offsets: a view of each page would cost more than the comparison.
    if (bytes.compare(page, 0, GUEST_PAGE_BYTES, at, at + GUEST_PAGE_BYTES) !== 0) changed.push(number);
  }
  return changed;
}

/** Copies pages out of `bytes`, into shared memory when other threads will read them. */
export function copyPages(bytes: Buffer, numbers: readonly PageNumber[], shared = false): Pages {
  const size = numbers.length * GUEST_PAGE_BYTES;
  const data = shared ? new Uint8Array(new SharedArrayBuffer(size)) : new Uint8Array(size);
  numbers.forEach((number, i) => {
    data.set(pageAt(bytes, number), i * GUEST_PAGE_BYTES);
  });
  return { numbers: Uint32Array.from(numbers), data };
}

/** The pages that joined runs are made of. */
export function pagesOfRuns(runs: readonly Run[]): Map<PageNumber, Buffer> {
  const map = new Map<PageNumber, Buffer>();
  for (const { at, data } of runs) {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
    const first = at / GUEST_PAGE_BYTES;
    for (let i = 0; i * GUEST_PAGE_BYTES < data.length; i++)
      map.set((first + i) as PageNumber, pageAt(bytes, i as PageNumber));
  }
  return map;
}

/** Neighbours joined, so that a restore is a handful of large copies. The data is copied: never a view of shared memory. */
export function joinPages(pages: ReadonlyMap<PageNumber, Uint8Array>): Run[] {
  const numbers = [...pages.keys()].sort((a, b) => a - b);
  const runs: Run[] = [];
  for (let i = 0; i < numbers.length; ) {
    let j = i + 1;
    while (j < numbers.length && numbers[j] === numbers[j - 1]! + 1) j++;
    const data = new Uint8Array((j - i) * GUEST_PAGE_BYTES);
    for (let k = i; k < j; k++) data.set(pages.get(numbers[k]!)!, (k - i) * GUEST_PAGE_BYTES);
    runs.push({ at: numbers[i]! * GUEST_PAGE_BYTES, data });
    i = j;
  }
  return runs;
}

/** Zeroes `[from, to)` except what the ascending `kept` ranges cover. */
export function zeroAround(
  bytes: Buffer,
  from: number,
  to: number,
  kept: readonly { at: number; end: number }[],
) {
  let at = from;
  for (const range of kept) {
    if (range.end <= at) continue;
    if (range.at >= to) break;
    if (range.at > at) bytes.fill(0, at, range.at);
    at = range.end;
  }
  if (at < to) bytes.fill(0, at, to);
}

/**
 * Turns pages into how they differ from `expected`, and back, in place. A page lacking there is all zeros. A difference is
 * mostly zeros, so it compresses several times better than the page.
 */
export function xorPages({ numbers, data }: Pages, expected: ReadonlyMap<PageNumber, Buffer>): void {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  numbers.forEach((number, i) => {
    const page = expected.get(number as PageNumber);
    if (!page) return;
    const other = new Uint32Array(page.buffer, page.byteOffset, GUEST_PAGE_BYTES / 4);
    const start = (i * GUEST_PAGE_BYTES) / 4;
    for (let at = 0; at < other.length; at++) words[start + at]! ^= other[at]!;
  });
}
