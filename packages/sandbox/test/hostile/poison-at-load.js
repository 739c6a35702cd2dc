// expect ok 3
// A top level that poisons does not reach the configuration of the run.
Object.keys = () => ["poisoned"];
Object.defineProperty = () => { throw new Error("poisoned"); };
Array.prototype.push = () => { throw new Error("poisoned"); };
Array.prototype[Symbol.iterator] = () => { throw new Error("poisoned"); };
export function onExecute() {
  return probe.add(1, 2);
}
