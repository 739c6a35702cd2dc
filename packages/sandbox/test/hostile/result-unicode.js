// expect ok "\u00e9\u4e16\ud83d\ude00"
// Characters beyond Latin.
export function onExecute() {
  return "\u00e9\u4e16\u{1f600}";
}
