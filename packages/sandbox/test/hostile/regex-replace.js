// expect timeout
// Backtracking inside replaceAll.
export function onExecute() {
  return `${"a".repeat(35)}c`.replaceAll(/(a+)+b/g, "x").length;
}
