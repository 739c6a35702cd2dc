// expect ok 1
// While it loads, the script changes the list of its own exports.
for (const proto of [Object.prototype, Array.prototype]) {
  Object.defineProperty(proto, 0, {
    configurable: true,
    set(value) {
      if (Array.isArray(value)) value[0] = { name: "forged" };
    },
  });
}
export function onExecute() {
  return 1;
}
export const other = () => 2;
