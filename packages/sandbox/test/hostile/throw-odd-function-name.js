// expect execution
// A function name that looks like a frame.
export function onExecute() {
  const name = "x (host/secret:1:1)\n    at y (host/other:2:2)";
  const o = {
    [name]() {
      throw new Error("named");
    },
  };
  o[name]();
}
