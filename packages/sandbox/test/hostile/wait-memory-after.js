// expect memory_limit
// It fills its memory after it waited, and between two calls.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (n) => n);
  const all = [];
  for (;;) {
    await slow(0);
    all.push(new Uint8Array(1_000_000));
  }
}
