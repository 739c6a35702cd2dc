// expect execution
// A key __proto__ does not leave the guest, and the author is told; constructor is a field like any other.
export function onExecute() {
  return JSON.parse('{"a":1,"__proto__":{"x":1},"constructor":{"y":2}}');
}
