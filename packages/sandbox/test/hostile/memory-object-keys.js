// expect memory_limit | timeout
// Atoms without end.
export function onExecute() {
  const o = {};
  for (let i = 0; ; i++) o[`key${i}`] = i;
}
