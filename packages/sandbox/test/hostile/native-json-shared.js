// expect timeout | memory_limit | execution
// JSON of shared structure that unfolds without end.
export function onExecute() {
  let o = ["x"];
  for (let i = 0; i < 40; i++) o = [o, o];
  return JSON.stringify(o).length;
}
