// expect ok ["TypeError","TypeError","TypeError","TypeError"]
// Host functions take JSON only.
export function onExecute() {
  const names = [];
  for (const bad of [() => 1, Symbol("x"), 10n, Number.NaN]) {
    try {
      probe.add(bad, 1);
    } catch (error) {
      names.push(error.name);
    }
  }
  return names;
}
