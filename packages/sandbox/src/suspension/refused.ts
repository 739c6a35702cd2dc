/** Why a suspension cannot be resumed. */
export const refusalReasons = [
  /** Cut off, or not a suspension. */
  "truncated",
  /** Its bytes were changed, or it was made under another key. */
  "tampered",
  /** Written in another format version. */
  "format",
  "engine",
  "prelude",
  "image",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A suspension was not resumed, and nothing ran. The remedy is always the same: start the run again. */
export class SuspensionRefused extends Error {
  override name = "SuspensionRefused";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
