// expect stack_overflow
// A chain of proxies.
export function onExecute() {
  let p = {};
  for (let i = 0; i < 20000; i++) p = new Proxy(p, {});
  return p.x === undefined;
}
