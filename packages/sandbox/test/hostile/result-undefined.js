// expect ok null
// No result.
export function onExecute() {
  return undefined;
}
