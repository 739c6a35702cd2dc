// expect ok "a\u0000b"
// U+0000 survives.
export function onExecute() {
  return "a\u0000b";
}
