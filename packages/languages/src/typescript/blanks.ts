import type { Comment } from "oxc-parser";

/**
 * Blanks out parts of a text without moving anything: every erased character becomes a space, line breaks stay.
 * A few characters may be put into erased places (`;` where a line would otherwise run on into the next).
 */
export class Blanks {
  readonly #text: string;
  readonly #comments: readonly Comment[];
  readonly #ranges: { start: number; end: number }[] = [];
  readonly #puts = new Map<number, string>();

  constructor(text: string, comments: readonly Comment[]) {
    this.#text = text;
    this.#comments = comments;
  }

  erase(start: number, end: number): void {
    if (end > start) this.#ranges.push({ start, end });
  }

  /** Writes one character at an offset that is erased. */
  put(offset: number, char: string): void {
    this.#puts.set(offset, char);
  }

  /** The first offset at or after `offset` that is neither blank nor comment. */
  after(offset: number): number {
    let at = offset;
    for (;;) {
      while (at < this.#text.length && isBlank(this.#text[at]!)) at += 1;
      const comment = this.#commentAt(at, "start");
      if (comment === undefined) return at;
      at = comment.end;
    }
  }

  /** The end of the last thing before `offset` that is neither blank nor comment. */
  before(offset: number): number {
    let at = offset;
    for (;;) {
      while (at > 0 && isBlank(this.#text[at - 1]!)) at -= 1;
      const comment = this.#commentAt(at, "end");
      if (comment === undefined) return at;
      at = comment.start;
    }
  }

  hasLineBreak(start: number, end: number): boolean {
    return /[\n\r\u2028\u2029]/.test(this.#text.slice(start, end));
  }

  apply(): string {
    const ranges = this.#ranges.sort((a, b) => a.start - b.start || b.end - a.end);
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of ranges) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      parts.push(
        this.#text.slice(at, from),
        this.#text.slice(from, end).replace(/[^\n\r\u2028\u2029]/g, " "),
      );
      at = end;
    }
    parts.push(this.#text.slice(at));
    const erased = parts.join("");
    if (this.#puts.size === 0) return erased;
    const pieces: string[] = [];
    let done = 0;
    for (const [offset, char] of [...this.#puts].sort((a, b) => a[0] - b[0])) {
      pieces.push(erased.slice(done, offset), char);
      done = offset + 1;
    }
    return pieces.join("") + erased.slice(done);
  }

  #commentAt(offset: number, edge: "start" | "end"): Comment | undefined {
    let low = 0;
    let high = this.#comments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const comment = this.#comments[middle]!;
      if (comment[edge] === offset) return comment;
      if (comment[edge] < offset) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

function isBlank(char: string): boolean {
  return /\s/.test(char);
}
