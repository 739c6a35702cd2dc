// expect timeout | ok
// Worst-case substring search in a loop.
export function onExecute() {
  const text = "a".repeat(500_000);
  let n = 0;
  for (let i = 0; i < 2000; i++) n += text.indexOf(`${"a".repeat(1000)}b`);
  return n;
}
