// expect ok ["TypeError","TypeError",0]
// waiting ok ["TypeError","TypeError",0]
// Calls whose arguments the host does not take leave nothing open.
export async function onExecute() {
  const find = globalThis.users?.find ?? (() => { throw new TypeError("no"); });
  const names = [];
  for (const id of [5, () => 1]) {
    try { await find(id); } catch (error) { names.push(error.name); }
  }
  return [...names, 0];
}
