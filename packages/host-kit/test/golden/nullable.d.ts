type T = {
  readonly a: string | null;
  readonly b: U | null;
  readonly c: readonly string[] | null;
  readonly d: {
    readonly x: string;
  } | null;
  readonly e: readonly number[] | null;
};

type U = {
  readonly x: number;
};

