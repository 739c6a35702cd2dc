// expect ok [null,null,null,0]
// NaN and infinities are null, as JSON has it.
export function onExecute() {
  return [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];
}
