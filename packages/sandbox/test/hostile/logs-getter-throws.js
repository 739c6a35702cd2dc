// expect ok 1
// Getters throw while lines are made.
export function onExecute() {
  log.info("x", { get a() { throw new Error("no"); } });
  console.log({ toString() { throw 1; } }, Symbol("s"), undefined, null, 10n, () => 1);
  return 1;
}
