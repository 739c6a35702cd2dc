// expect execution
// A promise nothing can resolve.
export function onExecute() {
  return new Promise(() => {});
}
