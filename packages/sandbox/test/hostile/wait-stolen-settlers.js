// expect ok "User a"
// The script tries to get hold of what settles a call: through its executor, its promise, and a list's places.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async (id) => ({ id, name: `User ${id}` }));
  const Real = Promise;
  const stolen = [];
  globalThis.Promise = function (start) { return new Real((resolve, reject) => { stolen.push(resolve); start(resolve, reject); }); };
  const open = find("a");
  for (const resolve of stolen) resolve({ name: "Mallory" });
  return (await open).name;
}
