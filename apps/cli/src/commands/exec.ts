import { open } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Readable } from "node:stream";
import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { createExecutor } from "../exec/executor.ts";
import { runLines } from "../exec/run-lines.ts";
import { installedHosts } from "../hosts/installed.ts";
import { configOption } from "./host-option.ts";
import { engineOf, engines, wholeNumber } from "./options.ts";

type Options = {
  config?: string;
  jsonl?: boolean;
  input?: string;
  check?: boolean;
  engine: string;
  workers: number;
  jobs?: number;
};

const details = `
Each line of the input is one job, a JSON object:
  id         text or number, repeated in the answer
  language   "typescript" or "javascript"
  source     text of the script
  args       arguments of the hook, e.g. [context, form]
  hook       exported function to call (default "onExecute")
  modules    libraries by name: {"shared/dates": "source"} or {"shared/dates": {"language": …, "source": …}}
  host       "identity", or one of the configuration: its functions, its limits, and its checks of input, result and effects; without it a script
             has only log, console and random
  realm      with a host: {"settings": {…}, "timeZone": "UTC", "allowedHosts": […]}
  limits     e.g. {"timeoutMs": 100, "memoryLimitBytes": 10000000}
  seed       of random() (default: the line's number)
  clock      what Date says: ISO text or epoch milliseconds (default: now)

Each line of the output answers one line of the input, in order:
  {"id": …, "status": "ok", "result": …, "effects": […], "logs": […], "metrics": {…}, "hash": …}
  {"id": …, "status": "error", "error": {"type": …, "message": …, "stack": […]}, "logs": […], "metrics": {…}, "hash": …}
hash is the same wherever the same job runs with the same seed and clock; times and memory are not part of it.
A line that is no job is answered with the error type "invalid_input" and its line number; the next line still runs.

Example:
  echo '{"id":1,"language":"javascript","source":"export const onExecute = (n) => n * 2","args":[21]}' | scriptyard exec --jsonl`;

/** `scriptyard exec --jsonl`: jobs in, answers out, in the real sandbox, without a server. */
export function exec(env: Env): Command {
  return new Command("exec")
    .description("Run scripts in the sandbox, one job per line of JSON.")
    .option("--jsonl", "read and write one JSON object per line (the only format there is)")
    .option("--input <file>", "read jobs from a file instead of standard input")
    .option("--check", "check types first; type errors are answered as `compilation`")
    .addOption(
      new Option("--engine <name>", "engine to run in").choices(engines).default(env.engine ?? engines[0]),
    )
    .option(
      "--workers <number>",
      "engines that run at once; 0 = one, without threads and watchdog",
      wholeNumber(0, 64),
      Math.max(1, availableParallelism() - 1),
    )
    .option("--jobs <number>", "jobs in flight (default: twice the workers)", wholeNumber(1, 900))
    .addOption(configOption(env))
    .addHelpText("after", details)
    .action(run);
}

async function run(options: Options): Promise<void> {
  if (options.jsonl !== true)
    throw new CommandError("exec needs --jsonl: one job per line of JSON (scriptyard exec --help).");
  const engine = engineOf(options.engine);
  const input = options.input === undefined ? process.stdin : await openFile(options.input);
  await using executor = await createExecutor({
    hosts: await installedHosts(options),
    engine,
    workers: options.workers,
    check: options.check === true,
  });
  try {
    await runLines({
      input,
      output: process.stdout,
      concurrency: options.jobs ?? Math.max(2, options.workers * 2),
      executor,
    });
  } catch (error) {
    const from = options.input ?? "standard input";
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Reading ${from} failed: ${reason}`, { cause: error });
  }
  if (executor.failures > 0)
    throw new CommandError(
      `${executor.failures} of the jobs failed through no fault of their script; their answers say engine_failure, busy or cancelled.`,
    );
}

async function openFile(path: string): Promise<Readable> {
  try {
    const file = await open(path);
    if ((await file.stat()).isDirectory()) throw new Error("it is a folder");
    return file.createReadStream();
  } catch (error) {
    throw new CommandError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
