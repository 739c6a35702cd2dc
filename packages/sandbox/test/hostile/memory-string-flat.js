// expect memory_limit
// Flat strings kept alive.
export function onExecute() {
  const a = [];
  for (let i = 0; ; i++) a.push(`${i}`.padEnd(100000, "x"));
}
