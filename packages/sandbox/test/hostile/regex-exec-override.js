// expect timeout | memory_limit
// An exec of its own that never ends a global match.
export function onExecute() {
  const r = /x/g;
  r.exec = () => ({ index: 0, 0: "", length: 1 });
  return "x".replace(r, "y");
}
