/** Script files without a runner: for commands that work with a folder and no database. */
export { type Extracted, extractDefaults } from "./registry/extract.ts";
