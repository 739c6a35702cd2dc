// Archives of realms without a runner: the command keeps them as folders.
export { moveBounds, movedPath } from "./realms/moving/bounds.ts";
export { type ArchivedScript, openArchive } from "./realms/moving/open-archive.ts";
export { packFiles, unpackFiles } from "./realms/moving/zip.ts";
