// expect ok true
// A changed prototype of one run is unknown to the next.
export function onExecute() {
  const clean = [].leaked === undefined;
  Array.prototype.leaked = true;
  return clean;
}
