// expect execution
// A cycle is no JSON.
export function onExecute() {
  const a = {};
  a.a = a;
  return a;
}
