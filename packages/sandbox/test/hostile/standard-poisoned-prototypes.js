// expect ok "https://a.example/?x=1"
// Setters on what the standard library makes see nothing of the host's, and change nothing but what the script itself gets.
export function onExecute() {
  let seen = 0;
  for (const proto of [Object.prototype, Array.prototype])
    for (let i = 0; i < 8; i++)
      Object.defineProperty(proto, i, { set() { seen++; }, get: () => undefined, configurable: true });
  const url = new URL("https://a.example/?x=1");
  String(new Intl.NumberFormat("de").format(5));
  return seen < 0 ? seen : url.href;
}
