// expect timeout | ok
// Numbers with a million digits.
export function onExecute() {
  const text = "1".repeat(1_000_000);
  let n = 0;
  for (let i = 0; i < 2000; i++) n += Number(text) > 1 ? 1 : 0;
  return n;
}
