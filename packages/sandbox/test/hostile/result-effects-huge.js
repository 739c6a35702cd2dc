// expect operation_limit
// Effects larger than the cap of result and effects.
export function onExecute() {
  for (let i = 0; i < 100; i++) probe.note("x".repeat(5000));
  return 1;
}
