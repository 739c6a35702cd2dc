// expect operation_limit
// A result within its cap in characters, not in bytes.
export function onExecute() {
  return "\u4e16".repeat(100_000);
}
