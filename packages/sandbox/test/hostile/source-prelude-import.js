// expect compilation
// The prelude's modules cannot be imported.
import { hostCall } from "scriptyard:primordials.guest.js";
export function onExecute() {
  return typeof hostCall;
}
