// expect memory_limit | timeout
// Many small strings.
export function onExecute() {
  const a = [];
  for (let i = 0; ; i++) a.push(new Date(i * 1e6).toISOString());
}
