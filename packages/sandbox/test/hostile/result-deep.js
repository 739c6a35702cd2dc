// expect operation_limit
// A result nested too deeply.
export function onExecute() {
  let o = 1;
  for (let i = 0; i < 150; i++) o = { o };
  return o;
}
