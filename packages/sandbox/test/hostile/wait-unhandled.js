// expect ok "fine"
// Rejections that nobody handles, of the host and of the script, while another call is awaited.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async (id) => { if (id === "nobody") throw new Error("no"); });
  for (let i = 0; i < 50; i++) { find("nobody"); Promise.reject(new Error("mine")); }
  await find("a");
  await find("b");
  return "fine";
}
