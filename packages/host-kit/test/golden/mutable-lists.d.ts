type Parts = {
  tags?: string[];
}[];

type Pair = [string, string];

type Out = {
  parts?: Parts;
  pair?: Pair;
};

