// expect execution
// A proxy that is whatever one asks for: every member is a function, and a proxy again.
export async function onExecute() {
  const all = new Proxy(function () {}, { get: () => all, apply: () => all });
  return all;
}
