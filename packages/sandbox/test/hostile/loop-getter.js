// expect timeout
// A getter that spins.
export function onExecute() {
  return { get x() { for (;;) {} } }.x;
}
