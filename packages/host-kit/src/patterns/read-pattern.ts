/** A regular expression as a tree. A `character` is asked about one code point at a time. */
export type PatternNode =
  | { kind: "character"; source: string }
  | { kind: "assertion"; which: "start" | "end" | "boundary" | "inside" }
  | { kind: "sequence"; parts: PatternNode[] }
  | { kind: "choice"; branches: PatternNode[] }
  | { kind: "repeat"; body: PatternNode; min: number; max: number };

/**
 * Reads a regular expression that JavaScript takes with the flag `u`.
 *
 * @returns Null for what needs more than one pass over a text: look-around, back-references; and for named groups and
 *   modifiers, which schemas have no use for.
 */
export function readPattern(source: string): PatternNode | null {
  const reader = new Reader(source);
  const root = reader.choice();
  return reader.refused || reader.at < source.length ? null : root;
}

const assertions = { "^": "start", $: "end", "\\b": "boundary", "\\B": "inside" } as const;

class Reader {
  at = 0;
  refused = false;
  private readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  choice(): PatternNode {
    const branches = [this.sequence()];
    while (this.source[this.at] === "|") {
      this.at++;
      branches.push(this.sequence());
    }
    return branches.length === 1 ? branches[0]! : { kind: "choice", branches };
  }

  private sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.refused && this.at < this.source.length && !"|)".includes(this.source[this.at]!))
      parts.push(this.repeated(this.atom()));
    return { kind: "sequence", parts };
  }

  private repeated(body: PatternNode): PatternNode {
    const found = sticky(/\*|\+|\?|\{(\d+)(,?)(\d*)\}/y, this.source, this.at);
    if (!found) return body;
    this.at += found[0].length;
    // Which of several matches is found first does not matter here.
    if (this.source[this.at] === "?") this.at++;
    const [sign, from, comma, to] = found;
    const open = Number.POSITIVE_INFINITY;
    if (from === undefined)
      return { kind: "repeat", body, min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : open };
    return { kind: "repeat", body, min: Number(from), max: comma ? (to ? Number(to) : open) : Number(from) };
  }

  private atom(): PatternNode {
    const { source } = this;
    if (source[this.at] === "(") {
      this.at += source.startsWith("(?:", this.at) ? 3 : 1;
      if (source[this.at] === "?") this.refused = true;
      const inner = this.choice();
      this.at++;
      return inner;
    }
    const [text] = sticky(atoms, source, this.at) ?? [""];
    this.at += text.length;
    if (text === "" || /^\\[1-9k]/.test(text)) this.refused = true;
    const which = Object.hasOwn(assertions, text) ? assertions[text as keyof typeof assertions] : undefined;
    return which === undefined ? { kind: "character", source: text } : { kind: "assertion", which };
  }
}

/** A class, an escape (two escaped surrogates are one character), or one code point. */
const atoms =
  /\[(?:\\[\s\S]|[^\]\\])*\]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]+\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[a-zA-Z]|\\[pP]\{[^}]*\}|\\[\s\S]|[\s\S]/uy;

function sticky(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}
