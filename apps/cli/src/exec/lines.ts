/** One line of the input without its line break; null when it was longer than allowed, or no UTF-8. */
export type Line = { number: number; text: string | null; problem: string | null };

export const maxLineBytes = 4_000_000;

const LF = 10;

/**
 * Splits bytes into lines. Of a line that is too long only the number is kept, so that no input makes us hold more
 * than one line. The last line needs no line break.
 */
export async function* readLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let bytes = 0;
  let started = false;
  const finish = (): Line => {
    const line = toLine(number, parts, bytes);
    number += 1;
    parts = [];
    bytes = 0;
    started = false;
    return line;
  };
  for await (const chunk of input) {
    const buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let from = 0;
    while (from < buffer.length) {
      const end = buffer.indexOf(LF, from);
      const part = buffer.subarray(from, end < 0 ? buffer.length : end);
      started = true;
      bytes += part.length;
      if (bytes <= maxLineBytes) parts.push(part);
      else parts = [];
      if (end < 0) break;
      yield finish();
      from = end + 1;
    }
  }
  if (started) yield finish();
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function toLine(number: number, parts: Buffer[], bytes: number): Line {
  if (bytes > maxLineBytes) {
    const problem = `The line has ${bytes} bytes; at most ${maxLineBytes} are allowed.`;
    return { number, text: null, problem };
  }
  try {
    return { number, text: decoder.decode(Buffer.concat(parts)), problem: null };
  } catch {
    return { number, text: null, problem: "The line is not UTF-8." };
  }
}
