// expect timeout
// A Symbol.split that spins.
export function onExecute() {
  return "abc".split({ [Symbol.split]: () => { for (;;) {} } });
}
