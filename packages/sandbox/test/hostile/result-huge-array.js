// expect operation_limit | memory_limit
// A list larger than its cap.
export function onExecute() {
  return new Array(200_000).fill(1);
}
