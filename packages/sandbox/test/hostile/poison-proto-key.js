// expect ok {"a":1}
// __proto__ and constructor keys do not leave the guest.
export function onExecute() {
  return JSON.parse('{"a":1,"__proto__":{"x":1},"constructor":{"y":2}}');
}
