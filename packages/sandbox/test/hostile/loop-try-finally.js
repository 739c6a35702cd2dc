// expect timeout
// finally swallows nothing: the stop cannot be caught.
export function onExecute() {
  for (;;) {
    try {
      for (;;) {}
    } catch {
      continue;
    } finally {
      continue;
    }
  }
}
