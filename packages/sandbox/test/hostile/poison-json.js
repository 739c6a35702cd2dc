// expect ok {"a":1}
// JSON replaced by the script.
export function onExecute() {
  JSON.parse = () => { throw new Error("poisoned"); };
  JSON.stringify = () => '"poisoned"';
  return { a: 1 };
}
