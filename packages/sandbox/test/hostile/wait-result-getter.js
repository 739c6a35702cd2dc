// expect ok {"n":1,"at":"now"}
// Reading the result makes host calls and awaits their answers: nobody waits any more.
export async function onExecute() {
  const find = globalThis.users?.find ?? (async () => 0);
  return {
    get n() {
      (async () => { await find("late"); probe.note("too late"); })();
      return 1;
    },
    at: "now",
  };
}
