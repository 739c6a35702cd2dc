// expect ok 1
// A level that is none, and terminal codes in it.
export function onExecute() {
  for (const proto of [Object.prototype, Array.prototype]) {
    Object.defineProperty(proto, 0, {
      configurable: true,
      set(value) {
        if (Array.isArray(value) && value.length === 3) value[0] = "\u001b[2Jforged";
      },
    });
  }
  log.info("forged");
  console.error("forged", { a: 1 });
  return 1;
}
