// expect timeout | memory_limit
// toUpperCase in a loop.
export function onExecute() {
  const text = "\u00df".repeat(400_000);
  let n = 0;
  for (;;) n += text.toUpperCase().length;
}
