// expect execution
// import() of "node:fs" loads nothing.
export async function onExecute() {
  return Object.keys(await import("node:fs"));
}
