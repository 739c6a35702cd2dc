// expect timeout
// toJSON spins while a line is made.
export function onExecute() {
  for (;;) log.info("x", { toJSON() { for (;;) {} } });
}
