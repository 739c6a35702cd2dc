// expect ok 5000
// A chain of five thousand promises behind one call.
export function onExecute() {
  let last = (globalThis.users?.slow ?? (async (n) => n))(0);
  for (let i = 0; i < 5_000; i++) last = last.then((n) => n + 1);
  return last;
}
