// expect timeout
// A then getter spins.
export function onExecute() {
  return { get then() { for (;;) {} } };
}
