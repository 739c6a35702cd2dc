// expect stack_overflow | execution | memory_limit | ok
// Deep nesting for JSON.parse.
export function onExecute() {
  return JSON.parse(`${"[".repeat(50000)}${"]".repeat(50000)}`).length;
}
