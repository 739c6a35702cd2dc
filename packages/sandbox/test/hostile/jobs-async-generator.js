// expect timeout | operation_limit
// An async generator that never ends.
export async function onExecute() {
  async function* g() {
    for (;;) yield 1;
  }
  let n = 0;
  for await (const x of g()) n += x;
  return n;
}
