import { isHighSurrogate, isLowSurrogate } from "@scriptyard/model";

/**
 * The text every stage works on: what an author's editor shows. A byte-order mark is dropped (editors hide it), CRLF
 * and CR become LF. Neither changes a line number or a column, nor the meaning of a program: JavaScript itself
 * normalises line endings in template literals.
 */
export function normalizeSource(source: string): string {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** Bytes of the text as UTF-8; a lone surrogate counts 3, as its replacement character does. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 2;
      i += 1;
    } else bytes += 2;
  }
  return bytes;
}

export type Position = { line: number; column: number };

/**
 * Offsets (UTF-16 code units) to 1-based lines and columns. Lines end at LF, CRLF and CR, as in Monaco; U+2028 and
 * U+2029 do not end a line there, although JavaScript says so (`compile` warns about them).
 */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  /** Offsets outside of the text are clamped to it. */
  at(offset: number): Position {
    const target = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= target) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: target - this.#starts[low]! + 1 };
  }

  /** The other way round; places outside of the text are clamped to it. */
  offset({ line, column }: Position): number {
    const start = this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1]!;
    return Math.min(start + Math.max(column, 1) - 1, this.#length);
  }
}
