// expect execution
// What is thrown after waiting cannot be looked at.
export async function onExecute() {
  await (globalThis.users?.slow ?? (async (n) => n))(1);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
}
