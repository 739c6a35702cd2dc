// expect ok "string"
// No structured call sites.
export function onExecute() {
  Error.prepareStackTrace = (_error, sites) => sites;
  return typeof new Error("x").stack;
}
