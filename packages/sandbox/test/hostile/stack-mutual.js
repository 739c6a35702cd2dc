// expect stack_overflow
// Two functions that call each other.
export function onExecute() {
  const f = (n) => g(n) + 1;
  const g = (n) => f(n) + 1;
  return f(0);
}
