import { access } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createSandbox, type EngineName, type Sandbox } from "@scriptyard/sandbox";
import { Command, InvalidArgumentError, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { onDemand } from "../exec/on-demand.ts";
import { mapOrdered } from "../exec/ordered.ts";
import { compare, readKnown, writeKnown } from "../test262/expected.ts";
import { EngineFeatures } from "../test262/features.ts";
import { findTests } from "../test262/find-tests.ts";
import { Harness } from "../test262/harness.ts";
import { createProgress } from "../test262/progress.ts";
import { runTest, type Verdict } from "../test262/run-test.ts";
import { summarize, summaryText } from "../test262/summary.ts";

const engines = ["quickjs-ng", "quickjs"] as const;

type Options = {
  suite: string;
  filter: string[];
  jobs: number;
  json?: boolean;
  expected?: string;
  writeExpected?: boolean;
  engine: string;
};

const details = `
--suite is a checkout of the ECMAScript test suite (tc39/test262): a folder with "test" and "harness". Nothing is downloaded.

Scripts run here as strict modules, so each test runs once, in its strict variant. Tests that need what the sandbox removes
on purpose (eval, Function(), shared memory, weak references, other realms), what the engine does not have, or sloppy
mode are counted apart from failures.

With --expected, known failures are no news: the exit code is 1 for a failure that is not in the file, or a pass that is.
Without it any failure means exit code 1.

With --json each test is a line {"path", "status", "reason"?, "message"?, "features"}, and the last line is {"summary": …}.

Examples:
  scriptyard test262 --suite ../test262 --filter language/expressions built-ins/Array
  scriptyard test262 --suite ../test262 --engine quickjs --expected known-quickjs.txt --write-expected`;

/** `scriptyard test262`: a local copy of the suite through the sandbox. */
export function test262(env: Env): Command {
  return new Command("test262")
    .description("Run a local copy of the ECMAScript test suite through the sandbox.")
    .requiredOption("--suite <folder>", "checkout of tc39/test262")
    .option("--filter <path...>", "folders, files or * patterns below the suite's test folder", [])
    .option("--jobs <number>", "engines that run at once", atLeastOne, Math.max(1, availableParallelism()))
    .option("--json", "a line of JSON per test, then the summary")
    .option("--expected <file>", "list of known failures, a path a line")
    .option("--write-expected", "write the failures of this run to the --expected file")
    .addOption(
      new Option("--engine <name>", "engine to run in").choices(engines).default(env.engine ?? engines[0]),
    )
    .addHelpText("after", details)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const engine = engines.find((name) => name === options.engine);
  if (engine === undefined)
    throw new CommandError(
      `There is no engine "${options.engine}" (SCRIPTYARD_ENGINE). Use ${engines.join(" or ")}.`,
    );
  if (options.writeExpected && options.expected === undefined)
    throw new CommandError("--write-expected needs --expected <file>: it says where to write.");
  const known = await knownFailures(options);
  const paths = await testsOf(options);
  const verdicts = await runAll(paths, engine, options);
  const summary = summarize(verdicts);
  if (options.json) process.stdout.write(`${JSON.stringify({ summary: { engine, ...summary } })}\n`);
  else process.stdout.write(summaryText(summary));
  if (options.writeExpected && options.expected !== undefined) {
    const count = await writeKnown(options.expected, engine, known, verdicts);
    process.stderr.write(`${options.expected}: ${count} known failures written.\n`);
    return;
  }
  const { newFailures, newPasses } = compare(known, verdicts);
  for (const path of newPasses)
    process.stderr.write(`passes now, but is in ${options.expected ?? "the list"}: ${path}\n`);
  if (options.expected !== undefined)
    for (const path of newFailures)
      process.stderr.write(`fails now, and is not in ${options.expected}: ${path}\n`);
  if (newFailures.length + newPasses.length > 0) process.exitCode = 1;
}

async function runAll(
  paths: string[],
  engine: EngineName,
  { suite, jobs, json }: Options,
): Promise<Verdict[]> {
  await using sandbox: Sandbox = await createSandbox({
    engine,
    workers: jobs,
    ...onDemand,
    compileTimeoutMs: 5_000,
  });
  const rig = { sandbox, suite, harness: new Harness(suite), engine: new EngineFeatures(sandbox) };
  const progress = createProgress(paths.length, process.stderr);
  const verdicts: Verdict[] = [];
  const source = (async function* () {
    yield* paths;
  })();
  try {
    for await (const verdict of mapOrdered(source, jobs * 4, (path) => runTest(path, rig))) {
      verdicts.push(verdict);
      if (json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
      else if (verdict.status === "failed") {
        progress.clear();
        process.stdout.write(`FAILED ${verdict.path}\n       ${verdict.message?.slice(0, 200)}\n`);
      }
      progress.add(verdict);
    }
  } catch (error) {
    throw new CommandError(
      `The suite cannot be run: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  } finally {
    progress.clear();
  }
  return verdicts;
}

async function testsOf({ suite, filter }: Options): Promise<string[]> {
  for (const folder of ["test", "harness"]) {
    await access(join(suite, folder)).catch((cause: unknown) => {
      throw new CommandError(
        `${suite} is no copy of the suite: it has no folder "${folder}". Give --suite a checkout of tc39/test262.`,
        { cause },
      );
    });
  }
  const paths = await findTests(suite, filter);
  if (paths.length === 0)
    throw new CommandError(
      `No test fits --filter ${filter.join(" ")}. Filters are paths below ${join(suite, "test")}, e.g. language/expressions.`,
    );
  return paths;
}

async function knownFailures({ expected, writeExpected }: Options): Promise<Set<string>> {
  if (expected === undefined) return new Set();
  if (
    writeExpected &&
    !(await access(expected).then(
      () => true,
      () => false,
    ))
  )
    return new Set();
  try {
    return await readKnown(expected);
  } catch (error) {
    throw new CommandError(
      `The expected failures in ${expected} cannot be read: ${error instanceof Error ? error.message : String(error)}. Make the file with --write-expected.`,
      { cause: error },
    );
  }
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 64)
    throw new InvalidArgumentError("Write a whole number from 1 to 64.");
  return value;
}
