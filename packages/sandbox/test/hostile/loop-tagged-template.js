// expect timeout
// A template tag that spins.
export function onExecute() {
  const tag = () => { for (;;) {} };
  return tag`x`;
}
