// expect ok ["User a",true]
// Everything there is about promises is replaced while a call is open.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async (id) => ({ id, name: `User ${id}` }));
  const open = find("a");
  const gone = () => { throw new Error("replaced"); };
  for (const name of ["then", "catch", "finally"]) Promise.prototype[name] = gone;
  for (const name of ["resolve", "reject", "all", "race", "any", "allSettled"]) Promise[name] = gone;
  Object.defineProperty(Promise, Symbol.hasInstance, { value: () => true });
  globalThis.Promise = gone;
  const answer = await open;
  return [answer.name, typeof answer === "object"];
}
