import { styleText } from "node:util";

/** Colours only where a person reads: never in files and pipes, nor when NO_COLOR says so (Node knows). */
export function paint(style: "red" | "green" | "yellow" | "dim" | "bold", text: string): string {
  return styleText(style, text, { stream: process.stdout });
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

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A script must not be able to move a reader's cursor, colour their terminal or write their title. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => {
    if (sign === "\n" || sign === "\t") return sign;
    return `\\u${sign.codePointAt(0)!.toString(16).padStart(4, "0")}`;
  });
}
