// expect timeout
// The host says no, and the script answers with a loop.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async () => { throw new Error("no"); });
  return find("nobody").catch(() => { for (;;); });
}
