// expect ok 1
// An error with hostile getters is logged.
export function onExecute() {
  const e = new Error("x");
  Object.defineProperty(e, "name", { get() { throw 1; } });
  log.error(e);
  console.error(e);
  return 1;
}
