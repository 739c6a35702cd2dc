// expect execution
// A BigInt is no JSON.
export function onExecute() {
  return { n: 10n };
}
