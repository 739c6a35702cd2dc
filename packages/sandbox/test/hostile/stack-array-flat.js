// expect stack_overflow | execution | timeout | memory_limit
// flat of a list that holds itself.
export function onExecute() {
  const a = [];
  a.push(a);
  return a.flat(Number.POSITIVE_INFINITY).length;
}
