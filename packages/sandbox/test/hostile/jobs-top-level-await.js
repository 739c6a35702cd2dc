// expect execution
// Top-level await of a promise nothing can resolve.
await new Promise(() => {});
export function onExecute() {}
