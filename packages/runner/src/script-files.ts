/** Script files without a runner: for commands that work with a folder and no database. */
export { type Extracted, extractDefaults } from "./registry/extract.ts";
export { hookIn } from "./registry/hook-in.ts";
export { type FolderRead, readFolder } from "./registry/read-folder.ts";
export { type PathRead, readPath } from "./registry/read-path.ts";
export type { ScriptPath } from "./registry/script-path.ts";
export { type ValidatedFile, validateFolder } from "./registry/validate-folder.ts";
