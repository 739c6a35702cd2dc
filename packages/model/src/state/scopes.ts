/**
 * Whose a key is: the same key of another owner is another entry. Apart from the schema: the console's first page reads them
 * out of addresses, and has no schemas.
 */
export const stateScopes = ["script", "module", "flow", "user", "realm"] as const;
export type StateScope = (typeof stateScopes)[number];
