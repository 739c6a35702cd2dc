// expect memory_limit
// The top level fills the memory: no image is made.
const a = [];
for (;;) a.push(new Array(1000).fill(1));
export function onExecute() {}
