// expect ok 1
// A module may import itself.
import * as self from "hostile/program";
export function onExecute() {
  return Object.keys(self).length;
}
