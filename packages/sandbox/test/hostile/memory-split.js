// expect memory_limit
// A million pieces.
export function onExecute() {
  return "x".repeat(1_000_000).split("").map((c) => [c]).length;
}
