// expect execution
// A stack trace limit of nothing and a hook that spins.
export function onExecute() {
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = () => { for (;;) {} };
  throw new TypeError("still named");
}
