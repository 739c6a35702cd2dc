// expect security_violation
// A function kept by the top level, without its capability.
const keep = secret;
export function onExecute() {
  return keep(1);
}
