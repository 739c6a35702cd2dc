// expect timeout | memory_limit
// decodeURIComponent in a loop.
export function onExecute() {
  const text = "%41".repeat(300_000);
  for (;;) decodeURIComponent(text);
}
