// expect execution
// Anything can be thrown.
export function onExecute() {
  throw Object.freeze(Object.create(null));
}
