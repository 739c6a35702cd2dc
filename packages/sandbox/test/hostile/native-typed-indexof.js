// expect timeout | ok
// indexOf in a large typed array, in a loop.
export function onExecute() {
  const a = new Uint8Array(8_000_000);
  let n = 0;
  for (let i = 0; i < 20000; i++) n += a.indexOf(1);
  return n;
}
