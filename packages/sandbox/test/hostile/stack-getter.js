// expect stack_overflow
// A getter that reads itself.
export function onExecute() {
  const o = {
    get x() {
      return this.x;
    },
  };
  return o.x;
}
