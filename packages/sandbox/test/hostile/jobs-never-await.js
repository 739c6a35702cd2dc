// expect execution
// await of a promise nothing can resolve.
export async function onExecute() {
  await new Promise(() => {});
  return 1;
}
