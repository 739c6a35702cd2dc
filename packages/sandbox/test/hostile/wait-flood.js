// expect ok 3000
// waiting operation_limit
// Thousands of calls that nobody awaits.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async () => 0);
  for (let i = 0; i < 3_000; i++) find("a");
  return 3_000;
}
