// expect timeout
// A proxy trap that spins.
export function onExecute() {
  const p = new Proxy({}, { get() { for (;;) {} } });
  return p.x;
}
