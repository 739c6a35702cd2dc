// expect timeout
// A rejection handler that spins.
export function onExecute() {
  return Promise.reject(new Error("x")).catch(() => { for (;;) {} });
}
