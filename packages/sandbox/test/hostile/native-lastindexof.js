// expect timeout
// lastIndexOf over nine quadrillion holes.
export function onExecute() {
  return Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1);
}
