// expect execution
// The stack of every error that has none of its own is the script's.
export function onExecute() {
  Object.defineProperty(Error.prototype, "stack", { configurable: true, get: () => ({ length: 1e9 }) });
  Object.defineProperty(Object.prototype, "stack", { configurable: true, get: () => 7 });
  Error.stackTraceLimit = 0;
  log.info("where");
  throw Object.assign(Object.create(Error.prototype), { message: "x" });
}
