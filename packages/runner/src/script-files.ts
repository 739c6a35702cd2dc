/** Script files without a runner: for commands that work with a folder and no database. */
export { type Extracted, extractDefaults } from "./texts/registry/extract.ts";
export { hookIn } from "./texts/registry/hook-in.ts";
export { type FolderRead, readFolder } from "./texts/registry/read-folder.ts";
export { type PathRead, readPath } from "./texts/registry/read-path.ts";
export type { ScriptPath } from "./texts/registry/script-path.ts";
export { type ValidatedFile, validateFolder } from "./texts/registry/validate-folder.ts";
