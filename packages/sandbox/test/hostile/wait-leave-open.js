// expect ok "gone"
// Calls that are still open when the run has its answer.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async () => 0);
  for (let i = 0; i < 1_500; i++) find("a").then(() => probe.note("too late"));
  return "gone";
}
