// expect ok []
// Everything reachable from globalThis is the language or the host's API.
export function onExecute() {
  const bad = [];
  const seen = new Set();
  const forbidden = ["process", "require", "module", "__scriptyard_call", "__scriptyard_ready", "std", "os", "performance", "Atomics", "SharedArrayBuffer", "WebAssembly", "setTimeout", "fetch", "eval"];
  const walk = (value, path, depth) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value) || depth > 6) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      if (forbidden.includes(key)) bad.push(`${path}.${String(key)}`);
      const property = Object.getOwnPropertyDescriptor(value, key);
      walk(property.value, `${path}.${String(key)}`, depth + 1);
      walk(property.get, `${path}.${String(key)}`, depth + 1);
    }
    walk(Object.getPrototypeOf(value), `${path}.__proto__`, depth + 1);
  };
  walk(globalThis, "globalThis", 0);
  return bad;
}
