// expect execution
// A megabyte of message.
export function onExecute() {
  throw new Error("x".repeat(1_000_000));
}
