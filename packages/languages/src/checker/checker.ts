import type { Diagnostic } from "@scriptyard/model";
import { createCrew } from "../children/crew.ts";
import type { Guilt } from "../children/guilty.ts";
import { keyOf } from "../children/key-of.ts";
import { programUrl } from "../children/program-url.ts";
import type {
  CheckModule,
  CheckProject,
  ReferenceRequest,
  References,
  ReferencesAnswer,
  ScriptChecker,
} from "../types.ts";
import type { CheckRequest } from "./check-child.ts";

export type CheckerOptions = {
  /** Processor time of one check before its child is killed; on an idle machine it is the time by the clock. Default 3 000. */
  timeoutMs?: number;
  /** Resident memory of a child and its TypeScript. Known on Linux only. Default 400 MB. */
  memoryBytes?: number;
  /** Start a child at once, so that the first check does not wait for it. */
  prestart?: boolean;
  /** Checks at once. A realm has one less, so that one is left for others. Default 2. */
  hands?: number;
};

/**
 * Type check on TypeScript's own server, in child processes that own it, with files that exist in memory only. A warm
 * check takes milliseconds. A text that needs more time or memory than it may is refused, and at once when it comes again
 * within ten minutes; a machine that is too busy is nobody's mistake.
 *
 * @throws Fault `rate_limited` and `busy`, as `Crew.run`
 * @example
 * await using checker = createScriptChecker();
 * const diagnostics = await checker.check({ declarations, declarationsHash, entry, hook: "onExecute", libraries: [] });
 */
export function createScriptChecker(options: CheckerOptions = {}): ScriptChecker {
  const { timeoutMs = 3_000, memoryBytes = 400_000_000, hands = 2 } = options;
  const crew = createCrew({
    program: programUrl("checker/check-child"),
    hands,
    heapMb: 150,
    limits: { timeoutMs, memoryBytes },
    // Memory that only garbage fills must not count against the next check.
    recycleBytes: memoryBytes * 0.6,
    what: "The type check",
  });
  if (options.prestart) crew.warm();
  return {
    async check(project, payer = { realm: "", person: null }, signal) {
      const request: CheckRequest = { kind: "check", project };
      const done = await crew.run({ request, payer, key: await keyOfCheck(project), signal });
      if (done.status === "ok") return done.value as Diagnostic[];
      return [refusal(done.why, project.entry, { timeoutMs, memoryBytes })];
    },
    async references(asked, payer = { realm: "", person: null }, signal): Promise<ReferencesAnswer> {
      const request: CheckRequest = { kind: "references", request: asked };
      const done = await crew.run({ request, payer, key: await keyOfReferences(asked), signal });
      if (done.status === "guilty") return { status: "too-much" };
      const references = done.value as References | null;
      return references === null ? { status: "nothing" } : { status: "found", references };
    },
    stats: () => crew.stats(),
    [Symbol.asyncDispose]: () => crew[Symbol.asyncDispose](),
  };
}

function keyOfCheck({ declarationsHash, entry, hook, libraries }: CheckProject): Promise<string> {
  return keyOf([entry, ...libraries], [JSON.stringify(["check", declarationsHash, hook])]);
}

function keyOfReferences({ declarationsHash, texts, of, most, newName }: ReferenceRequest): Promise<string> {
  return keyOf(texts, [JSON.stringify(["references", declarationsHash, of, most, newName])]);
}

function refusal(
  why: Guilt,
  entry: CheckModule,
  { timeoutMs, memoryBytes }: Required<Pick<CheckerOptions, "timeoutMs" | "memoryBytes">>,
): Diagnostic {
  const messages = {
    timeout: `The types of this script took longer than ${timeoutMs} ms to check`,
    memory: `The types of this script needed more than ${Math.round(memoryBytes / 1e6)} MB to check`,
    exited: "The type checker could not check this text",
  };
  return {
    file: entry.specifier,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    code: why === "exited" ? "scriptyard/check-failed" : "scriptyard/check-timeout",
    severity: "error",
    source: "types",
    message: messages[why],
    remedy: "Simplify recursive or very large types, or give them names and explicit annotations.",
  };
}
