// expect execution
// Anything can be thrown.
export function onExecute() {
  throw 10n;
}
