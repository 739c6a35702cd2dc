// expect execution
// The constructor of a function refuses.
export function onExecute() {
  return (() => {}).constructor("return 1")();
}
