import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { createExecutor } from "../exec/executor.ts";
import type { Answer } from "../exec/job.ts";
import { installedHosts } from "../hosts/installed.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { loadJob } from "../run/load-job.ts";
import { percentile } from "../run/percentile.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { clockMs, engineOf, engines, jsonOption, wholeNumber } from "./options.ts";

type Options = {
  host?: string;
  config?: string;
  hook?: string;
  input?: string;
  seed: string;
  clock?: number;
  repeat: number;
  engine: string;
  check?: boolean;
  json?: boolean;
};

const details = `
  scriptyard run scripts/login/terms.ts --input args.json
  scriptyard run scripts/login/terms.ts --input "Terms accepted" --seed 7 --clock 2026-05-04T07:30:00Z
The input is a JSON list of the hook's arguments, or the name of a sample of the host's script (default: its first one).
Libraries come from the same folder. With --repeat it runs again with the same seed and clock, and says when an answer differs.`;

/** `scriptyard run`: one script file in the real sandbox, without a server. */
export function run(env: Env): Command {
  return new Command("run")
    .description("Run a script file in the sandbox.")
    .argument("<script>", "file of the script")
    .addOption(hostOption())
    .addOption(configOption(env))
    .option("--hook <name>", "hook to run (default: the one it exports)")
    .option("--input <file>", "arguments as a JSON list, or the name of a sample")
    .option("--seed <text>", "seed of random()", "0")
    .option("--clock <time>", "what Date says (default: now)", clockMs)
    .option("--repeat <times>", "run it so many times", wholeNumber(1, 1_000_000), 1)
    .option("--check", "check types first")
    .addOption(
      new Option("--engine <name>", "engine to run in").choices(engines).default(env.engine ?? engines[0]),
    )
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action(perform);
}

async function perform(script: string, options: Options): Promise<void> {
  const hosts = await installedHosts(options);
  const host = hostById(hosts, options.host);
  const job = await loadJob({
    script,
    hosts,
    host,
    hook: options.hook ?? null,
    input: options.input ?? null,
    seed: options.seed,
    clockMs: options.clock ?? Date.now(),
  });
  const engine = engineOf(options.engine);
  await using executor = await createExecutor({ hosts, engine, workers: 1, check: options.check === true });
  const answer = await executor.run(job);
  const times = [answer.metrics.runUs];
  for (let i = 1; i < options.repeat; i++) {
    const again = await executor.run(job);
    times.push(again.metrics.runUs);
    if (decision(again) !== decision(answer))
      throw new CommandError(
        `Run ${i + 1} answered differently from the first with the same seed and clock.`,
      );
  }
  if (options.json) printJson({ ...answer, ...(options.repeat > 1 ? { runs: summary(times) } : {}) });
  else show(answer, times);
  if (answer.status === "error") process.exitCode = 1;
}

function show(answer: Answer, times: number[]): void {
  for (const { level, message, data } of answer.logs) {
    const text = data === undefined ? message : `${message} ${JSON.stringify(data)}`;
    print(shown`${paint("dim", level.padEnd(5))} ${text}`);
  }
  if (answer.status === "ok") {
    for (const { name, args } of answer.effects)
      print(shown`${paint("bold", name)} ${args.map((arg) => JSON.stringify(arg)).join(" ")}`);
    print(shown`${JSON.stringify(answer.result, null, 2)}`);
  } else {
    print(paint("red", `${answer.error.type}: ${answer.error.message}`));
    for (const { file, line, column } of answer.error.stack) print(shown`  at ${file}:${line}:${column}`);
  }
  const { operations, memoryBytes } = answer.metrics;
  const kilobytes = Math.round(memoryBytes / 1_000);
  print(paint("dim", `${times[0]} µs, ${operations} operations, ${kilobytes} KB`));
  if (times.length > 1) {
    const { p50, p95 } = summary(times);
    print(paint("dim", `${times.length} equal runs: p50 ${p50} µs, p95 ${p95} µs`));
  }
}

/** What must be equal between runs. */
function decision(answer: Answer): string {
  const { metrics: _, ...rest } = answer;
  return JSON.stringify(rest);
}

function summary(times: readonly number[]) {
  return {
    count: times.length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    max: percentile(times, 1),
  };
}
