// expect invalid_syntax
// HTML comments are no module syntax.
<!-- hello
export function onExecute() {}
