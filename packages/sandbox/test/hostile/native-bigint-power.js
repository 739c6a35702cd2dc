// expect timeout | memory_limit | execution
// A power that takes long.
export function onExecute() {
  let n = 0n;
  for (;;) n = 7n ** 60000n;
}
