// expect ok "done"
// Half a megabyte of data: cut.
export function onExecute() {
  log.info("data", { x: "y".repeat(500_000) });
  return "done";
}
