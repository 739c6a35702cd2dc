// expect ok "abc"
// String.prototype emptied.
export function onExecute() {
  for (const key of Object.getOwnPropertyNames(String.prototype)) {
    if (key !== "length") delete String.prototype[key];
  }
  log.info("x");
  probe.note("n");
  return "abc";
}
