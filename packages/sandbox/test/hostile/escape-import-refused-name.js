// expect execution
// import() of "scriptyard:refused/x" loads nothing.
export async function onExecute() {
  return Object.keys(await import("scriptyard:refused/x"));
}
