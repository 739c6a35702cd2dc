// expect invalid_syntax
// Text that is no script.
export function onExecute( {
