// expect timeout
// Calls in a loop, no deep stack.
export function onExecute() {
  const f = (n) => n + 1;
  let n = 0;
  for (;;) n = f(n) % 10;
}
