// expect timeout | stack_overflow | memory_limit
// Every level catches and goes down again.
export function onExecute() {
  const f = () => {
    try {
      f();
    } catch {
      f();
    }
  };
  f();
  return 1;
}
