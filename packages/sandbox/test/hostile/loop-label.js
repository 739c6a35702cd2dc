// expect timeout
// Labelled continue between nested loops.
export function onExecute() {
  outer: for (;;) {
    for (let i = 0; ; i++) if (i > 10) continue outer;
  }
}
