// expect timeout
// An iterator whose return() spins when the loop is left.
export function onExecute() {
  const it = {
    [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => { for (;;) {} } }),
  };
  for (const n of it) break;
}
