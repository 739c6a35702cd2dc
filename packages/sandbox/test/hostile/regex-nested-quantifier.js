// expect timeout
// Catastrophic backtracking.
export function onExecute() {
  return /^(a+)+$/.test(`${"a".repeat(40)}b`);
}
