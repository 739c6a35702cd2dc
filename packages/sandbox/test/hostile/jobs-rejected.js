// expect execution
// A rejected promise is an error with a place.
export async function onExecute() {
  await null;
  throw new TypeError("late");
}
