// expect ok "done"
// More lines than allowed: cut, counted, no failure.
export function onExecute() {
  for (let i = 0; i < 5000; i++) log.info(`line ${i}`);
  return "done";
}
