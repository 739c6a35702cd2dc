type Numbers = {
  readonly [key: string]: number | undefined;
};

type Anything = {
  readonly [key: string]: Json | undefined;
};

type Nothing = {
  readonly [key: string]: never;
};

type Keys = {
  readonly en: string;
  readonly "de-AT"?: string;
};

type OneKey = {
  readonly only?: boolean;
};

type Short = {
  readonly [key: string]: string | undefined;
};

type Mixed = {
  readonly id: string;
  readonly count?: number;
  readonly [key: string]: boolean | null | string | number | undefined;
};

type Loose = {
  readonly id: string;
  readonly [key: string]: Json | undefined;
};

type Patterns = {
  readonly id?: string;
  readonly [key: string]: number | string | undefined;
};

