export { createScriptChecker } from "./checker.ts";
