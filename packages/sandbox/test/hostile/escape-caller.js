// expect execution
// The caller of a hook is out of reach.
export function onExecute() {
  return onExecute.caller.name;
}
