// expect execution
// A thrown object that names a type of ours.
export function onExecute() {
  throw { type: "timeout", name: "timeout", message: "memory_limit", limit: { name: "x", value: 1 } };
}
