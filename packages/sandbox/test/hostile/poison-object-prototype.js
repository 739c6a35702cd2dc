// expect ok {"a":1}
// Setters on Object.prototype see nothing of the prelude.
export function onExecute() {
  const seen = Object.setPrototypeOf([], null);
  const keys = ["0", "name", "args", "result", "then", "length", "toJSON", "writable", "value"];
  for (const key of keys) {
    Object.defineProperty(Object.prototype, key, { __proto__: null, set(v) { if (typeof v === "function") seen[seen.length] = key; }, get() { return undefined; }, configurable: true });
  }
  probe.note("x");
  log.info("y", 1);
  for (const key of keys) delete Object.prototype[key];
  if (seen.length > 0) throw new Error(JSON.stringify(seen));
  return { a: 1 };
}
