// expect execution
// The top level calls the host.
probe.add(1, 2);
export function onExecute() {}
