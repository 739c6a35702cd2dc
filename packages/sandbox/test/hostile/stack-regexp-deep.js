// expect execution | stack_overflow | timeout | memory_limit
// Deep nesting for the pattern compiler.
export function onExecute() {
  return new RegExp("(".repeat(20000) + ")".repeat(20000)).source.length;
}
