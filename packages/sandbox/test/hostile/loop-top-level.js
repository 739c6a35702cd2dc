// expect timeout
// The top level spins: the compile has a deadline of its own.
for (;;) {}
export function onExecute() {}
