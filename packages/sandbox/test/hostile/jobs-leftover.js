// expect ok 1
// Jobs nobody waits for do not hold the answer, nor reach the next run.
export function onExecute() {
  Promise.resolve().then(() => { for (;;) {} });
  return 1;
}
