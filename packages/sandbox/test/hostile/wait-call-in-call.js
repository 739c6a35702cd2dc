// expect ok ["inner","outer"]
// Making a call's arguments into text makes another call.
export async function onExecute() {
  const slow = globalThis.users?.slow ?? (async (value) => JSON.parse(JSON.stringify(value)));
  let inner;
  const outer = slow({ toJSON() { inner = slow("inner"); return "outer"; } });
  return [await inner, await outer];
}
