// expect timeout
// A getter of what is thrown spins.
export function onExecute() {
  throw {
    get message() {
      for (;;) {}
    },
  };
}
