// expect ok "fine"
// An overflow that is caught is over.
export function onExecute() {
  const f = () => f() + 1;
  try {
    f();
  } catch {
    return "fine";
  }
}
