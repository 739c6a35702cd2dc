// expect compilation
// An import of a Node module.
import fs from "node:fs";
export function onExecute() {
  return fs.readdirSync("/");
}
