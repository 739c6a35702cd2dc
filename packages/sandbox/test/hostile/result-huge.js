// expect operation_limit
// A result larger than its cap.
export function onExecute() {
  return "x".repeat(300_000);
}
