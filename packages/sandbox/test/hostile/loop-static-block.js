// expect timeout
// A static block spins while the module loads.
class A {
  static {
    for (;;) {}
  }
}
export function onExecute() {
  return A.name;
}
