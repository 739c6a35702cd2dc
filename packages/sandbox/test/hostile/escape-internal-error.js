// expect ok []
// The engine's own error leads to no constructor.
export function onExecute() {
  try {
    const f = () => f() + 1;
    f();
  } catch (error) {
    const proto = Object.getPrototypeOf(error);
    const made = Object.hasOwn(proto, "constructor") ? proto.constructor : Error;
    return [made].filter((c) => c !== Error && c !== RangeError).map((c) => c.name);
  }
}
