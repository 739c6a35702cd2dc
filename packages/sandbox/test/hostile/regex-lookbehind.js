// expect timeout | ok
// Backtracking inside a lookbehind.
export function onExecute() {
  return /(?<=^(a+)+)b/.test(`${"a".repeat(40)}cb`);
}
