// expect ok 1
// Module state of one run is unknown to the next.
let n = 0;
export function onExecute() {
  n++;
  return n;
}
