// expect memory_limit | timeout
// Closures that hold each other.
export function onExecute() {
  let f = null;
  for (;;) {
    const g = f;
    f = () => g;
  }
}
