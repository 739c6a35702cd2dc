// expect timeout | operation_limit
// An endless loop of awaits.
export async function onExecute() {
  for (;;) await null;
}
