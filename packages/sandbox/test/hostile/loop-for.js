// expect timeout
// A plain loop without an end.
export function onExecute() {
  for (;;) {}
}
