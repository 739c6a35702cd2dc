// expect timeout
// A proxy that spins is thrown.
export function onExecute() {
  throw new Proxy(() => {}, {
    get() {
      for (;;) {}
    },
  });
}
