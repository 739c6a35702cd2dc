// expect ok 5
// Promise.prototype.then replaced.
export async function onExecute() {
  Promise.prototype.then = () => { throw new Error("poisoned"); };
  return 5;
}
