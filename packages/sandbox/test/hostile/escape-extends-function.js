// expect execution
// A class that extends Function refuses.
export function onExecute() {
  class F extends Function {}
  return new F("return 1")();
}
