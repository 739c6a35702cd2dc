// expect ok null
// A function as result is none.
export function onExecute() {
  return () => 1;
}
