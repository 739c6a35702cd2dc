// expect ok "settled"
// Effects after the hook's promise is settled: from jobs, and from an answer that comes too late.
export function onExecute() {
  const find = globalThis.users?.find ?? (async () => 0);
  const settled = Promise.resolve("settled");
  find("a").then(() => { probe.note("late"); });
  (async () => { for (let i = 0; i < 10; i++) { await 0; probe.note("after " + i); } })();
  return settled;
}
