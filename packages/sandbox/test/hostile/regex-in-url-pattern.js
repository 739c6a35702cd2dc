// expect timeout
// A pattern of addresses that is tried in ever more ways, in the engine's own native code.
export function onExecute() {
  return new URLPattern({ pathname: "/:id((?:a+)+)b" }).test({ pathname: "/" + "a".repeat(40) });
}
