import type { Diagnostic } from "@scriptyard/model";
import { checkCaps } from "../source/caps.ts";
import { LineIndex, normalizeSource } from "../source/text.ts";
import type { CheckModule, CheckProject, ScriptChecker } from "../types.ts";
import { CheckerProcess, type ProcessEnd } from "./checker-process.ts";
import { checkHook } from "./hook.ts";
import { Projects } from "./projects.ts";

export type CheckerOptions = {
  /** One check may take this long before its child is killed. Default 3 000. */
  timeoutMs?: number;
  /** Resident memory of the child. Measured every 50 ms while it works, on Linux only. Default 400 MB. */
  memoryBytes?: number;
};

/**
 * Type check on TypeScript's own server in a child process, with files that exist in our memory only. Checks run one
 * after the other; a warm one takes milliseconds. A check that outruns its time or memory kills the child, answers one
 * diagnostic, and the next check gets a new child.
 *
 * @throws when the child cannot be started (a missing platform package)
 * @example
 * await using checker = createScriptChecker();
 * const diagnostics = await checker.check({ declarations, declarationsHash, entry, hook: "onExecute", libraries: [] });
 */
export function createScriptChecker(options: CheckerOptions = {}): ScriptChecker {
  const limits = { timeoutMs: options.timeoutMs ?? 3_000, memoryBytes: options.memoryBytes ?? 400_000_000 };
  let child: { process: CheckerProcess; projects: Projects } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const start = () => {
    const process = new CheckerProcess(limits.memoryBytes);
    return { process, projects: new Projects(process) };
  };
  const stop = () => {
    child?.process.kill();
    child = null;
  };

  async function run(project: CheckProject, attempt: number): Promise<Diagnostic[]> {
    if (closed) throw new Error("The script checker is closed.");
    child ??= start();
    const { process, projects } = child;
    const outcome = await process.limited(limits.timeoutMs, () => check(project, projects));
    if (outcome.status === "ok") {
      // Memory that only garbage fills must not count against the next check.
      if (process.memoryBytes() > limits.memoryBytes * 0.6) replace(project);
      return outcome.value;
    }
    stop();
    // A child that ended by itself may have been hit from outside; hostile text ends it twice.
    if (outcome.status === "exited" && attempt === 0 && !closed) return run(project, attempt + 1);
    return [aborted(outcome.status, project.entry, limits)];
  }

  /** The new child gets ready at once, on a check that worked: the next one should not wait for a cold start. */
  function replace(project: CheckProject): void {
    stop();
    queue = queue.then(async () => {
      if (closed || child !== null) return;
      child = start();
      const { process, projects } = child;
      const warmed = await process
        .limited(limits.timeoutMs, () => check(project, projects))
        .catch(() => ({ status: "exited" as const }));
      if (warmed.status !== "ok") stop();
    });
  }

  return {
    check(project) {
      const capped = [project.entry, ...project.libraries].flatMap((m) =>
        checkCaps(normalizeSource(m.source), m.specifier),
      );
      if (capped.length > 0) return Promise.resolve(capped);
      const result = queue.then(() => run(project, 0));
      queue = result.catch(() => undefined);
      return result;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      stop();
      await queue;
    },
  };
}

async function check(project: CheckProject, projects: Projects): Promise<Diagnostic[]> {
  const text = normalizeSource(project.entry.source);
  const session = await projects.update(project, text);
  const found = await session.entryFindings();
  const lines = new LineIndex(text);
  const diagnostics = found.map((finding): Diagnostic => {
    const from = lines.at(finding.start);
    const to = lines.at(finding.end);
    return {
      file: project.entry.specifier,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      code: `ts${finding.code}`,
      severity: finding.severity,
      source: "types",
      message: finding.message,
    };
  });
  return [...diagnostics, ...(await checkHook(project, text, session))];
}

function aborted(
  end: Exclude<ProcessEnd, "ok">,
  entry: CheckModule,
  limits: Required<CheckerOptions>,
): Diagnostic {
  const messages = {
    timeout: `The types of this script took longer than ${limits.timeoutMs} ms to check`,
    memory: `The types of this script needed more than ${Math.round(limits.memoryBytes / 1e6)} MB to check`,
    exited: "The type checker could not check this text",
  };
  return {
    file: entry.specifier,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    code: end === "exited" ? "scriptyard/check-failed" : "scriptyard/check-timeout",
    severity: "error",
    source: "types",
    message: messages[end],
    remedy: "Simplify recursive or very large types, or give them names and explicit annotations.",
  };
}
