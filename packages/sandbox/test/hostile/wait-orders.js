// expect ok ["call","event","both","call again"]
// An event and a host call, waited for in every order.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async (id) => ({ id, name: `User ${id}` }));
  const challenge = globalThis.flow?.challenge ?? (async () => ({ text: "yes" }));
  const seen = [];
  const early = challenge(1);
  await find("a");
  seen.push("call");
  await early;
  seen.push("event");
  await Promise.all([challenge(2), find("b"), challenge(3), find("c")]);
  seen.push("both");
  const open = challenge(4);
  if ((await Promise.race([open, find("d")])).name === "User d" || !globalThis.flow) seen.push("call again");
  return seen;
}
