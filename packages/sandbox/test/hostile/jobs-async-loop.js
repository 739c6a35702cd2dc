// expect timeout
// An endless loop of awaits.
export async function onExecute() {
  for (;;) await null;
}
