// expect security_violation
// Catching the refusal does not hide it.
const keep = secret;
export function onExecute() {
  try {
    keep(1);
  } catch {}
  return "survived";
}
