// expect ok {"n":1}
// Promises of a constructor that belongs to the script, wherever the language lets it say so.
export function onExecute() {
  function Mine(start) {
    start(() => undefined, () => undefined);
  }
  Object.defineProperty(Promise, Symbol.species, { get: () => Mine });
  const promise = (globalThis.users?.slow ?? (async (n) => n))(1);
  Object.defineProperty(promise, "constructor", { value: { [Symbol.species]: Mine } });
  return (async () => ({ n: await promise }))();
}
