// expect operation_limit
// Host calls over their limit, caught, and jobs that go on.
export async function onExecute() {
  const caught = [];
  for (let i = 0; i < 3_000; i++) Promise.resolve().then(() => probe.add(i, 1)).catch((error) => { caught.push(error); probe.note("went on"); });
  for (let i = 0; i < 10; i++) await i;
  return caught.length;
}
