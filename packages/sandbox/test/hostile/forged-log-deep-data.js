// expect ok 1
// Data nested deeper than anybody may walk by recursion.
export function onExecute() {
  let deep = [];
  for (let i = 0; i < 900; i++) deep = [deep];
  log.info("deep", deep);
  log.info("deep", { deep });
  return 1;
}
