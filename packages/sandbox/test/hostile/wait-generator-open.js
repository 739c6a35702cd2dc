// expect ok 50
// Async generators that stop in the middle, at a yield and at an await, and are left so.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (n) => n);
  async function* numbers() { try { yield 1; await slow(1); await new Promise(() => {}); yield 2; } finally { probe.note("never"); } }
  let sum = 0;
  for (let i = 0; i < 50; i++) {
    const own = numbers();
    sum += (await own.next()).value;
    own.next();
  }
  return sum;
}
