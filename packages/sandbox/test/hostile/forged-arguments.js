// expect ok 1 | execution
// The list of a call's arguments is changed while it leaves.
export function onExecute() {
  for (const proto of [Object.prototype, Array.prototype]) {
    Object.defineProperty(proto, 0, {
      configurable: true,
      set(value) {
        if (Array.isArray(value)) value[0] = { forged: true };
      },
    });
  }
  probe.note("x", "low");
  probe.add(1, 2);
  return 1;
}
