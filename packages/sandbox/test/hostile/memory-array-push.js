// expect memory_limit
// An array that grows.
export function onExecute() {
  const a = [];
  for (;;) a.push(new Array(1000).fill(1));
}
