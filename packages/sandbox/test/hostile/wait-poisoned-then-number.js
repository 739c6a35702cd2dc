// expect ok "User a"
// Every object has a `then` that is no function, and setters for the names the prelude uses.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async (id) => ({ id, name: `User ${id}` }));
  let touched = false;
  Object.prototype.then = 5;
  for (const name of ["resolve", "reject", "call", "ok", "value", "error", "kind", "stack"]) {
    Object.defineProperty(Object.prototype, name, { __proto__: null, set() { touched = true; }, get() { touched = true; }, configurable: true });
  }
  const answer = await find("a");
  return touched ? "touched" : answer.name;
}
