import { performance } from "node:perf_hooks";
import { expect, test } from "vitest";
import { emailDomainOf } from "./email.ts";
import { parseIp, parseRange } from "./ip.ts";
import { localTimeIn } from "./local-time.ts";
import { translate } from "./translate.ts";

/**
 * Functions of the host run where the script cannot be interrupted: what visitors send must not keep them busy. The worst
 * texts known, at a length n and at 16 n. Quadratic time would be 256 times as long; the bound leaves room for a busy machine,
 * and the shortest of several tries is taken.
 */
const functions: { [name: string]: (text: string) => unknown } = {
  "email.domain": emailDomainOf,
  "ip.parse": (text) => parseIp(text, "ip"),
  "ip.range": (text) => parseRange(text, "range"),
  "time.inZone": (text) => localTimeIn(text, "UTC"),
  "text.t": (text) => translate(text, {}, { texts: {}, locale: "en" }),
  "text.t by locale": (text) => translate("key", {}, { texts: {}, locale: text }),
};
const parts = [
  "%",
  "%\n",
  "1",
  "1.",
  ":",
  "1:",
  "/",
  "é@",
  "a@é",
  "a.",
  "-",
  "{a",
  "{",
  "a_",
  "2026-05-04T",
  " ",
  "@",
];
const LENGTH = 8_000;

test.each(Object.entries(functions))("%s takes time by the length of its text, and no more", (_name, run) => {
  for (const part of parts) {
    for (const around of ["", "é@", "::"]) {
      const text = (length: number) => `${around}${part.repeat(length / part.length)}\n!`;
      const short = shortest(run, text(LENGTH));
      const long = shortest(run, text(16 * LENGTH));
      expect(long, JSON.stringify(around + part)).toBeLessThan(64 * Math.max(short, SMALLEST_MS));
    }
  }
});

function shortest(run: (text: string) => unknown, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const started = performance.now();
    try {
      run(text);
    } catch {}
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Below this a clock tells nothing. */
const SMALLEST_MS = 0.25;
