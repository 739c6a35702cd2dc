// expect timeout
// Overlapping alternatives.
export function onExecute() {
  return /^(a|a|aa)+$/.test(`${"a".repeat(60)}!`);
}
