// expect timeout | memory_limit | execution
// A large number as text, in a loop.
export function onExecute() {
  const n = 7n ** 100000n;
  let l = 0;
  for (;;) l += n.toString().length;
}
