// expect timeout | memory_limit | stack_overflow | execution
// Argument lists that grow.
export function onExecute() {
  let a = [1];
  for (;;) {
    a = a.concat(a);
    Math.max(...a);
  }
}
