// expect operation_limit | timeout
// Leaving an async generator never ends: its finally awaits for ever.
export async function onExecute() {
  async function* endless() { try { yield 1; } finally { for (;;) await 0; } }
  for await (const n of endless()) break;
  return "left";
}
