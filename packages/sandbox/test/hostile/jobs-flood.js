// expect timeout | memory_limit | operation_limit
// A job that doubles itself.
export function onExecute() {
  const grow = () => {
    Promise.resolve().then(grow);
    Promise.resolve().then(grow);
  };
  grow();
  return new Promise(() => {});
}
