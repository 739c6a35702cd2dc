// expect execution
// The constructor of an async function refuses.
export function onExecute() {
  return Object.getPrototypeOf(async () => {}).constructor("return 1")();
}
