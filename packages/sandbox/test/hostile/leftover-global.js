// expect ok 1
// A global of one run is unknown to the next.
export function onExecute() {
  globalThis.count = (globalThis.count ?? 0) + 1;
  return globalThis.count;
}
