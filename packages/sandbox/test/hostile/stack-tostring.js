// expect stack_overflow
// toString that coerces itself.
export function onExecute() {
  const o = {
    toString() {
      return `${o}`;
    },
  };
  return `${o}`;
}
