/**
 * What one archive may hold. A realm within its quotas can be larger: it is moved in parts then, by a selection. Whatever
 * an export writes is within them, or it is refused; so an import takes whatever an export wrote.
 */
export const moveBounds = {
  /** The archive as it travels; in JSON, as the console sends it, it is a third longer. */
  packedBytes: 5_000_000,
  /** All files together. */
  bytes: 64_000_000,
  /** One file: the samples of a script are the largest there are. */
  fileBytes: 4_000_000,
  files: 12_000,
  /** How many times smaller a file may be packed, from so many bytes on. */
  ratio: 100,
  ratioFromBytes: 100_000,
  /** What reading one may take. */
  readMs: 30_000,
} as const;

/** A file's path in an archive: two or three plain names below the root, or one at it. */
export const movedPath = /^(?:[a-z0-9][a-z0-9._-]{0,99}\/){0,2}[a-z0-9][a-z0-9._-]{0,119}$/;
