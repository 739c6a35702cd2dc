// expect ok [true,7]
// Nearly all of the memory is full while it waits, and must be there afterwards.
export async function onExecute() {
  const full = new Uint8Array(5_000_000).fill(7);
  await (globalThis.users?.slow ?? (async (n) => n))(1);
  return [full.every((byte) => byte === 7), full.at(-1)];
}
