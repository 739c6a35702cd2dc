// expect ok 1
// Control characters and line breaks stay inside their line.
export function onExecute() {
  log.info('a\n{"seq":9}\u0000\u001b[31m', "b\nc");
  return 1;
}
