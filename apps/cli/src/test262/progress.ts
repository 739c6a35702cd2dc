import type { Verdict } from "./run-test.ts";

export type Progress = { add(verdict: Verdict): void; clear(): void };

/** A bar on a terminal, ten lines a run where the output is no terminal. Speaks on standard error, never in results. */
export function createProgress(total: number, out: NodeJS.WriteStream): Progress {
  const started = performance.now();
  let done = 0;
  let failed = 0;
  let drawnAt = 0;
  const line = () => {
    const seconds = (performance.now() - started) / 1_000;
    const left = done === 0 ? "?" : Math.round((seconds / done) * (total - done));
    return `${done} of ${total}, ${failed} failed, ${Math.round(done / Math.max(seconds, 0.001))} a second, ${left} s left`;
  };
  return {
    add(verdict) {
      done += 1;
      if (verdict.status === "failed") failed += 1;
      if (!out.isTTY) {
        const tenth = Math.max(1, Math.ceil(total / 10));
        if (done % tenth === 0 || done === total) out.write(`${line()}\n`);
        return;
      }
      const now = performance.now();
      if (now - drawnAt < REDRAW_MS && done < total) return;
      drawnAt = now;
      const filled = Math.round((BAR * done) / total);
      out.write(`\r[${"█".repeat(filled)}${" ".repeat(BAR - filled)}] ${line()}\x1b[K`);
    },
    clear() {
      if (out.isTTY) out.write("\r\x1b[K");
    },
  };
}

const BAR = 24;
const REDRAW_MS = 100;
