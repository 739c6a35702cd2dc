// expect ok 3
// The array iterator replaced.
export function onExecute() {
  Array.prototype[Symbol.iterator] = () => { throw new Error("poisoned"); };
  log.info("a", 1);
  console.log("a", 1);
  return probe.add(1, 2);
}
