// expect ok 1
// Getters in the place of members that no result has.
export function onExecute() {
  for (const key of ["toJSON", "error", "status", "paused", "text"]) {
    Object.defineProperty(Object.prototype, key, { configurable: true, get: () => ({ forged: key }) });
  }
  return 1;
}
