// expect execution
// import() of "scriptyard:dispatch.guest.js" loads nothing.
export async function onExecute() {
  return Object.keys(await import("scriptyard:dispatch.guest.js"));
}
