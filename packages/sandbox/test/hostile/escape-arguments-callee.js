// expect execution
// arguments.callee is out of reach.
export function onExecute() {
  return arguments.callee.name;
}
