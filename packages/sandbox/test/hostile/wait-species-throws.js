// expect execution
// The place where a derived promise would be made throws.
export function onExecute() {
  Object.defineProperty(Promise, Symbol.species, { get() { throw new RangeError("none of those"); } });
  return (async () => 1)();
}
