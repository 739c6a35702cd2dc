// expect ok "none"
// waiting execution
// The top level awaits the host: there is none yet.
const early = globalThis.users ? await users.find("a") : "none";
export const onExecute = () => early;
