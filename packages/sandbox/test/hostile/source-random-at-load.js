// expect execution
// The top level wants randomness.
const lucky = Math.random();
export function onExecute() {
  return lucky;
}
