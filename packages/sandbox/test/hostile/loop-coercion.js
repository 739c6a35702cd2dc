// expect timeout
// valueOf spins inside an addition.
export function onExecute() {
  return 1 + { valueOf() { for (;;) {} } };
}
