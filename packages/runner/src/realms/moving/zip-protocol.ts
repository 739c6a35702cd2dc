/** Paths and their texts. */
export type ZipFiles = [path: string, text: string][];

export type ZipJob = { do: "pack"; files: ZipFiles } | { do: "unpack"; bytes: Uint8Array };

/** `files` come in pieces, so that receiving them is no long turn; then one of the others. */
export type ZipReply =
  | { files: ZipFiles }
  | { packed: Uint8Array }
  | { done: true }
  /** What is wrong with the archive, with its place and the remedy. */
  | { refused: string; tooLarge: boolean };
