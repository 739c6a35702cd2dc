// expect ok "mine"
// An inherited toJSON is the script's own business.
export function onExecute() {
  Object.prototype.toJSON = () => "mine";
  return { a: 1 };
}
