/**
 * A titled type
 *
 * First line.
 *
 * Second paragraph with `code` and **stars**.
 */
type T = {
  /**
   * How loud.
   * @default "low"
   * @example
   * "low"
   * @example
   * "high"
   */
  readonly level?: string;
  /**
   * Use `level`.
   * @deprecated
   */
  readonly old?: string;
  /** @default {"a":[1]} */
  readonly data?: {
    readonly [key: string]: Json | undefined;
  };
};

