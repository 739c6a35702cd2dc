/** Host functions of the test programs, imported by the sandbox's workers. */
export const hostCalls = {
  "probe.add": ([a, b]) => {
    if (typeof a !== "number" || typeof b !== "number") throw new TypeError("probe.add: numbers, please");
    return a + b;
  },
  "probe.sum": ([list]) => list.reduce((sum, n) => sum + n, 0),
  "probe.fail": () => {
    throw new RangeError("the host's own trouble");
  },
  "probe.context": (_args, call) => ({ seed: call.seed, clockMs: call.clockMs, context: call.context }),
  secret: () => "secret",
};
