// expect execution
// An imitation of the engine's interruption.
export function onExecute() {
  const e = new Error("interrupted");
  e.name = "InternalError";
  throw e;
}
