// expect operation_limit
// A small result that would be gigabytes of JSON: one long key in thousands of objects.
export function onExecute() {
  const key = "k".repeat(200_000);
  return Array.from({ length: 20_000 }, () => ({ [key]: 1 }));
}
