// expect execution
// An imitation of out of memory.
export function onExecute() {
  try {
    null.x;
  } catch (e) {
    e.message = "out of memory";
    throw e;
  }
}
