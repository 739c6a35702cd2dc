// expect execution
// An imitation of the engine running out of memory, in the record instead of in the error.
export function onExecute() {
  for (const proto of [Object.prototype, Array.prototype]) {
    Object.defineProperty(proto, 0, {
      configurable: true,
      set(value) {
        if (Object(value) === value && "kind" in value) value.kind = "memory";
      },
    });
  }
  throw new Error("out of memory");
}
