// expect compilation
// An import of what is not there.
import { x } from "shared/none";
export function onExecute() {
  return x;
}
