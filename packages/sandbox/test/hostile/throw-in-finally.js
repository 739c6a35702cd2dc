// expect execution
// finally replaces what was thrown.
export function onExecute() {
  try {
    throw new Error("first");
  } finally {
    throw new Error("second");
  }
}
