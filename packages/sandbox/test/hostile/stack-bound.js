// expect stack_overflow | execution | memory_limit
// A function bound ten thousand times.
export function onExecute() {
  let f = () => 1;
  for (let i = 0; i < 30000; i++) f = f.bind(null);
  return f();
}
