// expect timeout
// toJSON spins while the result is read.
export function onExecute() {
  return { toJSON() { for (;;) {} } };
}
