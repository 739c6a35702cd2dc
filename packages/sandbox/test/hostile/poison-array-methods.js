// expect ok [1,2]
// Array.prototype emptied.
export function onExecute() {
  for (const key of Object.getOwnPropertyNames(Array.prototype)) {
    if (key !== "length") delete Array.prototype[key];
  }
  log.info("still logs", [1]);
  probe.note("still notes");
  return [1, 2];
}
