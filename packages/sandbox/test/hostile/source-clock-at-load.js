// expect compilation
// The top level reads the clock.
const started = Date.now();
export function onExecute() {
  return started;
}
