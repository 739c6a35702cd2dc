type T = {
  readonly s: string;
  readonly n: number;
  /** A whole number. */
  readonly i: number;
  readonly b: boolean;
  readonly z: null;
  readonly any: Json;
  readonly open?: Json;
};

