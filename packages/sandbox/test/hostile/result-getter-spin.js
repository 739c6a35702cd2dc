// expect timeout
// A getter spins while the result is read.
export function onExecute() {
  return { get x() { for (;;) {} } };
}
