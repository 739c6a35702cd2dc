// expect execution
// import() of "file:///etc/passwd" loads nothing.
export async function onExecute() {
  return Object.keys(await import("file:///etc/passwd"));
}
