// expect timeout | memory_limit | ok
// replaceAll that multiplies.
export function onExecute() {
  let s = "aaaa";
  for (let i = 0; i < 12; i++) s = s.replaceAll("a", "aaaa");
  return s.length;
}
