// expect timeout
// A proxy spins while the result is read.
export function onExecute() {
  return new Proxy({}, { ownKeys() { for (;;) {} } });
}
