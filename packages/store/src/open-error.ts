export type StoreOpenCode =
  | "newer_schema"
  | "diverged_schema"
  | "foreign"
  | "unwritable"
  | "corrupt"
  | "locked"
  | "migration_failed"
  | "failed";

/**
 * The store could not be opened. `message` is one line for the person who started the program: the file, what is
 * wrong, and what to do.
 */
export class StoreOpenError extends Error {
  readonly code: StoreOpenCode;
  /** The file it is about. */
  readonly file: string;

  constructor(code: StoreOpenCode, file: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StoreOpenError";
    this.code = code;
    this.file = file;
  }
}
