// expect ok null
// A symbol as result is none.
export function onExecute() {
  return Symbol("x");
}
