// expect execution
// A promise that is rejected with something whose every member lies.
export function onExecute() {
  const liar = new Proxy(new Error("x"), { get: () => 5, getPrototypeOf: () => RangeError.prototype });
  return Promise.reject(liar);
}
