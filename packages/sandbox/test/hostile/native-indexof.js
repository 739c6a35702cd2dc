// expect timeout
// indexOf over nine quadrillion holes.
export function onExecute() {
  return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
}
