// expect execution
// import() of "" loads nothing.
export async function onExecute() {
  return Object.keys(await import(""));
}
