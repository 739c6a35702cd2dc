type List = readonly (string | null)[];

type Loose = readonly Json[];

type Empty = readonly [];

type Pair = readonly [string, number];

type Optional = readonly [string, number?];

type Rest = readonly [string, ...number[]];

type Open = readonly [string, ...Json[]];

type Capped = readonly [string, string?];

type Grid = readonly (readonly (0 | 1)[])[];

