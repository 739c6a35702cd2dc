// expect execution | ok 5 | timeout
// A promise species of its own hurts only its script.
export async function onExecute() {
  Promise.prototype.constructor = { [Symbol.species]: class { constructor() { for (;;) {} } } };
  return 5;
}
