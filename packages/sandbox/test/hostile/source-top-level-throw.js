// expect execution
// The top level throws.
export function onExecute() {}
throw new Error("at load");
