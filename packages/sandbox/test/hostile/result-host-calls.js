// expect operation_limit
// More host calls than allowed.
export function onExecute() {
  for (let i = 0; i < 5000; i++) {
    try {
      probe.add(i, i);
    } catch {}
  }
  return 1;
}
