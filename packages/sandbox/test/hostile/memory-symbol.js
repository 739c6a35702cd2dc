// expect memory_limit | timeout
// Symbols without end.
export function onExecute() {
  const a = [];
  for (;;) a.push(Symbol("s"));
}
