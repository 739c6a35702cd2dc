// expect memory_limit | timeout
// A map that grows.
export function onExecute() {
  const m = new Map();
  for (let i = 0; ; i++) m.set(i, { i });
}
