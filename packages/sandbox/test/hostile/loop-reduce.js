// expect timeout
// An array callback that spins.
export function onExecute() {
  return [1, 2].reduce(() => { for (;;) {} });
}
