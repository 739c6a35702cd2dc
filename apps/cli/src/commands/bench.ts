import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { createExecutor } from "../exec/executor.ts";
import { installedHosts } from "../hosts/installed.ts";
import { print, printJson, progress, shown } from "../output/terminal.ts";
import { loadJob } from "../run/load-job.ts";
import { percentile } from "../run/percentile.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { clockMs, engineOf, engines, jsonOption, wholeNumber } from "./options.ts";

type Options = {
  host?: string;
  config?: string;
  input?: string;
  seed: string;
  clock?: number;
  runs: number;
  engine: string;
  json?: boolean;
};

/** `scriptyard bench`: how long a script takes, and how near it comes to its limits. */
export function bench(env: Env): Command {
  return new Command("bench")
    .description("Measure a script file: percentiles of its time, and what it used of its limits.")
    .argument("<script>", "file of the script")
    .addOption(hostOption())
    .addOption(configOption(env))
    .option("--input <file>", "arguments as a JSON list, or the name of a sample")
    .option("--seed <text>", "seed of random()", "0")
    .option("--clock <time>", "what Date says (default: now)", clockMs)
    .option(
      "--runs <times>",
      "measured runs, after a tenth of them to warm up",
      wholeNumber(10, 1_000_000),
      2_000,
    )
    .addOption(
      new Option("--engine <name>", "engine to run in").choices(engines).default(env.engine ?? engines[0]),
    )
    .addOption(jsonOption())
    .action(run);
}

async function run(script: string, options: Options): Promise<void> {
  const hosts = await installedHosts(options);
  const host = hostById(hosts, options.host);
  const job = await loadJob({
    script,
    hosts,
    host,
    hook: null,
    input: options.input ?? null,
    seed: options.seed,
    clockMs: options.clock ?? Date.now(),
  });
  await using executor = await createExecutor({
    hosts,
    engine: engineOf(options.engine),
    workers: 1,
    check: false,
  });
  const first = await executor.run(job);
  if (first.status === "error")
    throw new CommandError(
      `${job.id} fails: ${first.error.type}: ${first.error.message} (see \`scriptyard run\`)`,
    );
  for (let i = 0; i < options.runs / 10; i++) await executor.run(job);
  const guest: number[] = [];
  const whole: number[] = [];
  using bar = progress("Measuring");
  for (let i = 0; i < options.runs; i++) {
    const started = performance.now();
    guest.push((await executor.run(job)).metrics.runUs);
    whole.push((performance.now() - started) * 1_000);
    if (i % 100 === 0) bar.at(i, options.runs);
  }
  bar[Symbol.dispose]();
  const limits = host.limits;
  const figures = {
    ...percentiles("script.run", guest),
    ...percentiles("script.call", whole),
    "script.first_compile_us": first.metrics.compileUs,
    "script.operations": first.metrics.operations,
    "script.peak_memory_bytes": first.metrics.memoryBytes,
    "script.time_used_pct": share(percentile(guest, 0.99) / 1_000, limits.timeoutMs),
    "script.operations_used_pct": share(first.metrics.operations, limits.operationLimit),
    "script.memory_used_pct": share(first.metrics.memoryBytes, limits.memoryLimitBytes),
  };
  if (options.json) return printJson({ script: job.id, runs: options.runs, figures });
  for (const [name, value] of Object.entries(figures)) print(shown`${name} ${value} ${unitOf(name)}`);
}

function percentiles(name: string, values: readonly number[]) {
  return Object.fromEntries(
    [50, 95, 99].map((p) => [`${name}_p${p}_us`, Number(percentile(values, p / 100).toPrecision(4))]),
  );
}

const share = (used: number, limit: number): number => Number(((100 * used) / limit).toPrecision(2));

function unitOf(name: string): string {
  if (name.endsWith("_us")) return "us";
  if (name.endsWith("_bytes")) return "bytes";
  return name.endsWith("_pct") ? "%" : "count";
}
