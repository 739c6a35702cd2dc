// expect execution
// An imitation of the engine's overflow error is no overflow.
export function onExecute() {
  throw new RangeError("Maximum call stack size exceeded");
}
