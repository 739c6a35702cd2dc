// expect execution
// A stack of its own invents no frames in other files.
export function onExecute() {
  const e = new Error("x");
  e.stack = "    at secret (host/secret:1:1)\n    at /etc/passwd:1:1";
  throw e;
}
