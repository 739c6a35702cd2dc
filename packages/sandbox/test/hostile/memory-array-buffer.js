// expect memory_limit
// Array buffers kept alive.
export function onExecute() {
  const a = [];
  for (;;) a.push(new ArrayBuffer(100000));
}
