import { defaultLimits, type Limits, type Outcome } from "@scriptyard/model";
import type { Program, Sandbox } from "@scriptyard/sandbox";
import { type Exclusion, exclusionAfter, exclusionBefore } from "./classify.ts";
import type { EngineFeatures } from "./features.ts";
import type { Harness } from "./harness.ts";
import { PASSED, programOf } from "./program.ts";
import { readTestFile, type TestFile } from "./test-file.ts";

/** What became of one test. `message` says what happened instead, for `failed` and for excluded failures. */
export type Verdict = {
  path: string;
  features: readonly string[];
  status: "passed" | "failed" | Exclusion["kind"];
  reason?: string;
  message?: string;
};

export type TestRig = { sandbox: Sandbox; suite: string; harness: Harness; engine: EngineFeatures };

/**
 * Runs one file of the suite in its strict variant.
 *
 * @throws when the file cannot be read or its frontmatter is broken: that is the suite's fault, not the engine's
 */
export async function runTest(path: string, rig: TestRig): Promise<Verdict> {
  const test = await readTestFile(rig.suite, path);
  const { features } = test;
  const before = await exclusionBefore(test, rig.engine);
  if (before !== null) return { path, features, status: before.kind, reason: before.reason };
  const { program, fixtures } = await programOf(test, rig.suite, rig.harness);
  const said = await said262(path, program, rig.sandbox);
  const message = complaint(test, said);
  if (message === null) return { path, features, status: "passed" };
  const after = exclusionAfter(test, fixtures, message);
  return after === null
    ? { path, features, status: "failed", message }
    : { path, features, status: after.kind, reason: after.reason, message };
}

/** `passed`, `threw <Constructor>: <message>`, or `<error type>: <message>` where the sandbox ended it. */
async function said262(path: string, program: Program, sandbox: Sandbox): Promise<string> {
  const compiled = await sandbox.compile(program);
  if (compiled.status === "error") return `${compiled.error.type}: ${compiled.error.message}`;
  const outcome: Outcome = await sandbox.execute(compiled.image, {
    hook: "onExecute",
    args: [],
    limits,
    seed: path,
    clockMs: CLOCK_MS,
    capabilities: [],
    realm: "test262",
  });
  if (outcome.status === "ok")
    return typeof outcome.result === "string" ? outcome.result : "the runner gave no verdict";
  return `${outcome.error.type}: ${outcome.error.message}`;
}

/** Generous: the suite asks whether the language is right, not whether it is quick. */
const limits: Limits = {
  ...defaultLimits,
  timeoutMs: 5_000,
  operationLimit: 1_000_000_000,
  memoryLimitBytes: 64_000_000,
};
const CLOCK_MS = Date.UTC(2026, 0, 15, 12, 34, 56, 789);

/** Null when the test did what it should. */
function complaint({ negative }: TestFile, said: string): string | null {
  if (negative === undefined) return said === PASSED ? null : said;
  if (said.startsWith(`threw ${negative.type}:`)) return null;
  return `expected ${negative.type} (${negative.phase}), got: ${said}`;
}
