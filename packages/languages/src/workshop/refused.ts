import type { Guilt } from "../children/guilty.ts";
import type { CompileOutput } from "../types.ts";

/** What is said of a text that could not be read within the limits. */
export function refusedOutput(why: Guilt, file: string, { timeoutMs }: { timeoutMs: number }): CompileOutput {
  const messages = {
    timeout: `This text takes longer than ${timeoutMs} ms to read`,
    memory: "This text takes more memory to read than it may",
    exited: "This text cannot be read",
  };
  return {
    code: null,
    map: null,
    imports: [],
    exports: [],
    diagnostics: [
      {
        file,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
        code: "scriptyard/unreadable",
        severity: "error",
        source: "syntax",
        message: messages[why],
        remedy: "Put long lines on several, and move parts of it into libraries.",
      },
    ],
  };
}
