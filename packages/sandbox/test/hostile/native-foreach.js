// expect timeout
// forEach over holes.
export function onExecute() {
  Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => {});
  return 1;
}
