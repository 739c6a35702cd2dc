// expect memory_limit | timeout
// Indentation makes small data large.
export function onExecute() {
  let o = 1;
  for (let i = 0; i < 500; i++) o = [o];
  const kept = [];
  for (;;) kept.push(JSON.stringify(o, null, 10));
}
