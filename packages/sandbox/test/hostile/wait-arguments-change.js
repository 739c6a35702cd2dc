// expect ok [[1],[1,2],"a"]
// Arguments that change while their call waits, and an answer that does afterwards.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (value) => value);
  const list = [1];
  const first = slow(JSON.parse(JSON.stringify(list)));
  list.push(2);
  const second = slow([...list]);
  list.length = 0;
  const [one, two] = await Promise.all([first, second]);
  const copy = [[...one], [...two]];
  one.push("own");
  return [...copy, await (async () => { arguments[0].changed = true; return "a"; })()];
}
