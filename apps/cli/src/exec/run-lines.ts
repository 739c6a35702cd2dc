import type { Readable, Writable } from "node:stream";
import type { Executor } from "./executor.ts";
import { parseJob } from "./job.ts";
import { type Line, readLines } from "./lines.ts";
import { mapOrdered } from "./ordered.ts";

export type RunLinesInput = {
  input: Readable;
  output: Writable;
  /** Jobs in flight; also how many lines are held in memory. */
  concurrency: number;
  executor: Executor;
};

/**
 * Answers every line of the input, in order, as soon as it and those before it are done. Reads no further ahead than
 * `concurrency` lines, and not while the output is not being read. Ends early when the output is closed.
 *
 * @throws what reading the input throws
 */
export async function runLines({ input, output, concurrency, executor }: RunLinesInput): Promise<void> {
  const closed = new AbortController();
  // `| head` closes our output; that is how its reader says "enough".
  output.on("error", () => closed.abort());
  output.on("close", () => closed.abort());
  const answer = async (line: Line): Promise<string> => {
    const job = parseJob(line);
    return `${JSON.stringify(job.ok ? await executor.run(job.job) : job.answer)}\n`;
  };
  for await (const text of mapOrdered(readLines(input), concurrency, answer)) {
    if (closed.signal.aborted) break;
    if (!output.write(text)) await drained(output, closed.signal);
  }
  // A reader that went away leaves us with a pipe that may never end.
  if (closed.signal.aborted) input.destroy();
}

function drained(output: Writable, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      output.off("drain", done);
      closed.removeEventListener("abort", done);
      resolve();
    };
    output.once("drain", done);
    closed.addEventListener("abort", done, { once: true });
  });
}
