// expect timeout
// It waits politely, and then never stops.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (n) => n);
  await slow(1);
  for (;;);
}
