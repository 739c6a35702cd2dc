// expect stack_overflow | execution | memory_limit | timeout
// Deep nesting for JSON.stringify.
export function onExecute() {
  let o = 1;
  for (let i = 0; i < 50000; i++) o = [o];
  return JSON.stringify(o).length;
}
