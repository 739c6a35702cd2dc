// expect ok 1
// Lines that are no lists, lists of other things, and lists with a hole.
export function onExecute() {
  const changes = [
    (list) => (list.length = 0),
    (list) => (list[1] = { toString: 1 }),
    (list) => (list[2] = null),
    (list) => (list.length = 4_000),
    (list) => delete list[0],
  ];
  let turn = 0;
  for (const proto of [Object.prototype, Array.prototype]) {
    Object.defineProperty(proto, 0, {
      configurable: true,
      set(value) {
        if (Array.isArray(value)) changes[turn % changes.length](value);
      },
    });
  }
  for (; turn < 20; turn++) log.warn("shape", turn);
  return 1;
}
