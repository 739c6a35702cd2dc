// expect timeout | memory_limit
// Object.entries in a loop.
export function onExecute() {
  const o = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i]));
  for (;;) Object.entries(o);
}
