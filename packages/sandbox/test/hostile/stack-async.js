// expect stack_overflow | memory_limit
// Async functions that await themselves.
export async function onExecute() {
  return onExecute();
}
