// expect timeout | operation_limit
// A thenable that resolves with itself again and again.
export async function onExecute() {
  const thenable = { then(resolve) { resolve({ then: thenable.then }); } };
  return await thenable;
}
