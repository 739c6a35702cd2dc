// expect ok 3
// Reflect and Function.prototype replaced.
export function onExecute() {
  Reflect.apply = () => "poisoned";
  Function.prototype.call = () => "poisoned";
  Function.prototype.apply = () => "poisoned";
  return probe.add(1, 2);
}
