import { styleText } from "node:util";

/** Text that may go to a terminal as it is: everything strange in it was made visible, and only our own colours are left. */
export class Shown {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** @internal for this file */
  static of(text: string): Shown {
    return new Shown(text);
  }
}

/**
 * A line out of parts that came from scripts, servers and files: no control character of theirs reaches the terminal.
 *
 * @example print(shown`${paint("red", "refused")}  ${path} ${message}`);
 */
export function shown(texts: TemplateStringsArray, ...parts: readonly (string | number | Shown)[]): Shown {
  let line = texts[0]!;
  parts.forEach((part, i) => {
    line += (part instanceof Shown ? part.text : printable(String(part))) + texts[i + 1]!;
  });
  return Shown.of(line);
}

/** Colours only where a person reads: never in files and pipes, nor when NO_COLOR says so (Node knows). */
export function paint(style: "red" | "green" | "yellow" | "dim" | "bold", text: string): Shown {
  return Shown.of(styleText(style, printable(text), { stream: process.stdout }));
}

/** The one way to standard output for what people read. */
export function print(line: Shown): void {
  process.stdout.write(`${line.text}\n`);
}

export function warn(line: Shown): void {
  process.stderr.write(`${line.text}\n`);
}

/** A line on standard error that is written over as the work goes on; nothing where nobody watches. */
export function progress(label: string): { at(done: number, all: number): void } & Disposable {
  const shown = process.stderr.isTTY;
  const width = 24;
  return {
    at(done, all) {
      if (!shown || all === 0) return;
      const filled = Math.round((done / all) * width);
      process.stderr.write(`\r${label} [${"=".repeat(filled)}${" ".repeat(width - filled)}] ${done}/${all}`);
    },
    [Symbol.dispose]() {
      if (shown) process.stderr.write("\r\x1b[K");
    },
  };
}

/** JSON escapes less than terminals obey: the rest is escaped too, which JSON allows inside its texts. */
export function printJson(value: unknown): void {
  print(Shown.of(printable(JSON.stringify(value))));
}

/** A script must not be able to move a reader's cursor, colour their terminal or write their title. */
export function printable(text: string): string {
  return text.replace(/\r(?!\n)|[^\P{Cc}\r\n\t]|\p{Cf}|\p{Cs}/gu, (sign) => {
    let escaped = "";
    for (let i = 0; i < sign.length; i++) escaped += `\\u${sign.charCodeAt(i).toString(16).padStart(4, "0")}`;
    return escaped;
  });
}
