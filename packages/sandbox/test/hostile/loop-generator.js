// expect timeout
// A generator that never ends, consumed.
export function onExecute() {
  function* g() {
    for (;;) yield 1;
  }
  let s = 0;
  for (const n of g()) s += n;
  return s;
}
