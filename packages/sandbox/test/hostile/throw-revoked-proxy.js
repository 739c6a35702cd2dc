// expect execution
// A revoked proxy is thrown.
export function onExecute() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
}
