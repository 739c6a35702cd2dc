// expect execution
// import() of "data:text/javascript,export default 1" loads nothing.
export async function onExecute() {
  return Object.keys(await import("data:text/javascript,export default 1"));
}
