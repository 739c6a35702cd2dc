// expect ok 3
// The script's own globals cannot replace the host's.
export function onExecute() {
  try {
    probe.add = () => "poisoned";
  } catch {}
  try {
    globalThis.probe = { add: () => "poisoned" };
  } catch {}
  return probe.add(1, 2);
}
