type Level = "low" | "high" | 3 | true | null;

type Only = "one";

type Typed = "a" | "b";

type Deep = { readonly kind: "x"; readonly list: readonly [1, "two"]; readonly none: { readonly [key: string]: never } };

type Quotes = "say \"hi\"" | "line\nbreak" | "*/" | "</script>" | "\u2028";

type Negative = -1 | 1.5 | 1e+21;

