// expect ok [0,1,2,3,null]
// One async generator is asked many times before it answers once.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (n) => n);
  async function* four() { for (let i = 0; i < 4; i++) yield slow(i); }
  const own = four();
  const all = await Promise.all(Array.from({ length: 5 }, () => own.next()));
  return all.map(({ value }) => value ?? null);
}
