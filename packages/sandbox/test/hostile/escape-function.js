// expect execution
// new Function refuses.
export function onExecute() {
  return new Function("return 1")();
}
