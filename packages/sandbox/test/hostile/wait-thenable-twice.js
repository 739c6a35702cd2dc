// expect ok "first"
// A thenable that answers many times, each time something else.
export const onExecute = () => ({
  then(resolve, reject) {
    resolve("first");
    resolve("second");
    reject(new Error("third"));
    Promise.resolve().then(() => resolve("later"));
    throw new Error("fourth");
  },
});
