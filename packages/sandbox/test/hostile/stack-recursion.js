// expect stack_overflow
// Plain recursion.
export function onExecute() {
  const f = () => f() + 1;
  return f();
}
