// expect ok "\ud800"
// An unpaired surrogate stays what it is.
export function onExecute() {
  return "\ud800";
}
