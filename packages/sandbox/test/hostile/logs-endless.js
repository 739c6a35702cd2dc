// expect timeout
// A loop of lines.
export function onExecute() {
  for (;;) console.log("x");
}
