/** Host functions as nobody should write them. */
class OddError extends Error {
  get message() {
    return { code: 42 };
  }
}

export const hostCalls = {
  "probe.add": () => globalThis.scriptyardAgain(),
  "probe.fail": () => {
    throw new OddError();
  },
  "probe.sum": () => () => 1,
};
