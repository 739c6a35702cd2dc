// expect execution
// Getters of what is thrown throw.
export function onExecute() {
  throw {
    get message() {
      throw new Error("m");
    },
    get name() {
      throw new Error("n");
    },
    get stack() {
      throw new Error("s");
    },
    toString() {
      throw new Error("t");
    },
  };
}
