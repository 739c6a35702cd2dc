// expect ok 3
// A proxy argument crosses as its JSON.
export function onExecute() {
  return probe.sum(new Proxy([1, 2], {}));
}
