// expect memory_limit
// Catching the out-of-memory error does not hide it.
export function onExecute() {
  let a = [];
  try {
    for (;;) a.push(new Array(1000).fill(1));
  } catch {
    a = null;
  }
  return "survived";
}
