// expect memory_limit | operation_limit | timeout | stack_overflow | execution
// Getters that grow the result without end.
export function onExecute() {
  const grow = () => ({ get a() { return grow(); }, get b() { return grow(); } });
  return grow();
}
