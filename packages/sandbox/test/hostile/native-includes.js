// expect timeout
// includes over nine quadrillion holes.
export function onExecute() {
  return Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1);
}
