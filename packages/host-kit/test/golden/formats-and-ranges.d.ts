type T = {
  /** Format: date-time. */
  readonly at?: string;
  /** Format: email. At most 254 characters. */
  readonly mail?: string;
  /** 1 to 64 characters. Pattern: "^[a-z']+$". */
  readonly name?: string;
  /** Exactly 6 characters. Pattern: `^[0-9]*\/?$`. */
  readonly code?: string;
  /** A whole number. 0 to 150. */
  readonly age?: number;
  /** More than 0. Less than 1. A multiple of 0.25. */
  readonly ratio?: number;
  /** 1 to 5 items. No item twice. */
  readonly tags?: readonly string[];
  /** 1 to 3 properties. */
  readonly map?: {
    readonly [key: string]: Json | undefined;
  };
  /** Sensitive: masked in recordings. */
  readonly secret?: string;
};

