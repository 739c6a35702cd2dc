// expect timeout | ok
// A backreference over a long text.
export function onExecute() {
  return /^(.*)*\1x$/.test("a".repeat(200));
}
