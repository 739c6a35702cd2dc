// expect timeout
// Asking a promise for its constructor never ends.
export function onExecute() {
  const promise = (async () => 1)();
  Object.defineProperty(promise, "constructor", { get() { for (;;); } });
  return promise;
}
