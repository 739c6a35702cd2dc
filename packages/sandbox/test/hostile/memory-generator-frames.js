// expect memory_limit | timeout
// Suspended generator frames kept alive.
export function onExecute() {
  const a = [];
  function* g() {
    const local = new Array(100).fill(0);
    yield local;
  }
  for (;;) {
    const it = g();
    it.next();
    a.push(it);
  }
}
