// expect timeout
// Native code that never polls, before any hook: the top level has the script's own time, and is ended from outside.
const found = [].indexOf.call({ length: 2 ** 53 - 1 }, 1);
export function onExecute() { return found; }
