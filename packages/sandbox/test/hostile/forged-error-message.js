// expect execution
// A setter on the first index sees what the prelude stringifies, and puts an object where a message belongs.
export function onExecute() {
  for (const proto of [Object.prototype, Array.prototype]) {
    Object.defineProperty(proto, 0, {
      configurable: true,
      set(value) {
        if (typeof value === "object" && value !== null && "message" in value) value.message = { length: 1, slice: 1 };
      },
    });
  }
  throw new Error("the record of this is changed on its way out");
}
