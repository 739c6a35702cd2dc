// expect ok "done"
// A megabyte in a line: cut.
export function onExecute() {
  log.info("x".repeat(1_000_000));
  return "done";
}
