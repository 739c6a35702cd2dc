// expect timeout | memory_limit
// Typed arrays sorted in a loop.
export function onExecute() {
  const a = new Float64Array(200_000).map((_, i) => (i * 7919) % 500_009);
  for (;;) a.slice().sort();
}
