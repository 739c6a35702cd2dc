// expect operation_limit | timeout
// The limit of what may be awaited is caught, again and again.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (n) => n);
  for (;;) {
    try { for (;;) await Promise.all(Array.from({ length: 40 }, () => slow(0))); } catch { /* goes on */ } finally { await 0; }
  }
}
