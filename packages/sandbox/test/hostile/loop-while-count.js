// expect timeout
// A loop that does arithmetic.
export function onExecute() {
  let n = 0;
  while (true) n = (n * 31 + 7) % 1000003;
  return n;
}
