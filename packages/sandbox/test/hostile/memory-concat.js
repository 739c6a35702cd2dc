// expect memory_limit
// concat of itself.
export function onExecute() {
  let a = [1, 2, 3, 4];
  for (;;) a = a.concat(a);
}
