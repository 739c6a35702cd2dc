// expect ok "undefined"
// A function without its capability is absent.
export function onExecute() {
  return typeof secret;
}
