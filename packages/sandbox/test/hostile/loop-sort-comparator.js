// expect timeout
// A comparator that spins.
export function onExecute() {
  return [3, 1, 2].sort(() => { for (;;) {} });
}
