// expect timeout | ok
// Compiling large Unicode classes again and again.
export function onExecute() {
  let n = 0;
  for (let i = 0; i < 3000; i++) if (new RegExp(`[\\p{L}\\p{N}${i}]`, "u").test("x")) n++;
  return n;
}
