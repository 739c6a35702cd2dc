// expect timeout | memory_limit
// normalize in a loop.
export function onExecute() {
  const text = "\u1e9b\u0323".repeat(100_000);
  let n = 0;
  for (;;) n += text.normalize("NFKD").length;
}
