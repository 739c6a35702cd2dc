import type { ScriptError, StackFrame } from "@scriptyard/model";

/** The run whose guest left a record of a shape that no honest prelude writes. It says nothing of other runs, or of the engine. */
export function unreadable(what: string, stack: StackFrame[] = []): ScriptError {
  return {
    type: "execution",
    message: `${what} cannot be read. Look for changes of built-in prototypes, such as setters on Object.prototype.`,
    stack,
  };
}
