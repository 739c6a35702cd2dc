// expect execution
// An aggregate error.
export function onExecute() {
  throw new AggregateError([new Error("a"), new Error("b")], "both");
}
