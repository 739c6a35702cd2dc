// expect execution
// Every object has a `then` that never answers, the host's answers too.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async (id) => ({ id }));
  Object.prototype.then = function () {};
  return await find("a");
}
