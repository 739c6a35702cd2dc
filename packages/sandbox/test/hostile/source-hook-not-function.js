// expect not_found
// The hook is no function.
export const onExecute = 5;
