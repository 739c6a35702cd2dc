// expect execution
// toJSON throws.
export function onExecute() {
  return { toJSON() { throw new Error("no"); } };
}
