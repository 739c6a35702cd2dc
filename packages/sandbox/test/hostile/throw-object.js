// expect execution
// Anything can be thrown.
export function onExecute() {
  throw { code: 1 };
}
