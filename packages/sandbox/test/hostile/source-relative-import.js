// expect compilation
// A relative specifier reaches nothing.
import { hostCall } from "./primordials.guest.js";
export function onExecute() {
  return typeof hostCall;
}
