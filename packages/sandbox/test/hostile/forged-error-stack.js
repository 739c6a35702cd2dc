// expect execution
// Every text of the error record becomes a number.
export function onExecute() {
  for (const proto of [Object.prototype, Array.prototype]) {
    Object.defineProperty(proto, 0, {
      configurable: true,
      set(value) {
        if (Object(value) !== value) return;
        for (const key of ["name", "message", "stack", "kind"]) try { value[key] = 5; } catch {}
      },
    });
  }
  throw new Error("numbers");
}
