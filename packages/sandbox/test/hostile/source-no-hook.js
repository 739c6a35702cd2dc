// expect not_found
// No hook of that name.
export const other = () => 1;
