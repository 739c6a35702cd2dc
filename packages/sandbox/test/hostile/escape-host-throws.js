// expect execution
// What the host throws has no host in it.
export function onExecute() {
  probe.fail();
}
