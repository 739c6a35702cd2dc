// expect execution
// eval is absent.
export function onExecute() {
  return eval("1");
}
