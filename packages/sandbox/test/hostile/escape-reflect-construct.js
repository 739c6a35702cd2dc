// expect execution
// Reflect.construct refuses.
export function onExecute() {
  return Reflect.construct(Function, ["return 1"])();
}
