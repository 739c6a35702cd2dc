// expect ok {"seen":["a","b"],"then":"asked"}
// The hook's answer is a proxy that counts who looks at it.
export async function onExecute() {
  let asked = "never";
  const seen = [];
  return new Proxy({ seen, then: 1 }, {
    get(target, name) {
      if (name === "then") { const was = asked; asked = "asked"; return was === "never" ? undefined : "asked"; }
      return name === "seen" ? ["a", "b"] : target[name];
    },
  });
}
