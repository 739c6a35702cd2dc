// Long: one machine; what a sign means depends on what the one before it left behind, so that its states are read together.
/**
 * A token as far as nesting is concerned. `before` says whether what came before ends an expression, so that `/`
 * divides and a following line may start a new statement.
 */
export type Token = {
  kind: "word" | "literal" | "open" | "close" | "operator";
  text: string;
  start: number;
  end: number;
  /** The token before; a name after a dot counts as `name`, whatever its letters. */
  previous: string;
  previousKind: Token["kind"] | null;
  before: Before;
  afterLineBreak: boolean;
  /** A regular expression or a division: only a parser can tell. `risky` when the wrong guess could hide other text. */
  doubt: "none" | "harmless" | "risky";
};

/** What the token before leaves open: `operand` ends an expression, `operator` needs one, `either` only a parser knows. */
export type Before = "operand" | "operator" | "either";

/**
 * Lexer of TypeScript and JavaScript that knows strings, templates, comments and regular expressions, needs no
 * grammar and never fails: what it cannot read it takes for an operator. Linear time.
 */
export class Tokens {
  readonly #text: string;
  #at = 0;
  #before: Before = "operator";
  #previous = "";
  #previousKind: Token["kind"] | null = null;
  /** Whether the word before the last one was `for`: `for await (…)`. */
  #afterFor = false;
  /** The `}` of a substitution was read: what follows is template text. */
  #inTemplate = false;
  #lineBreak = false;
  /** By offset: 1 = no regular expression ends after it, 2 = none when a class is open there. */
  #endless: Uint8Array | undefined;
  /** Open brackets: whether `(` is the head of a statement, `{` surely a block, `${` a template's. */
  readonly #open: { head: boolean; block: boolean; template: boolean }[] = [];

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith("#!")) this.#skipLine();
  }

  next(): Token | null {
    if (this.#inTemplate) {
      this.#inTemplate = false;
      return this.#template(this.#at, this.#at);
    }
    this.#skipBlanks();
    const text = this.#text;
    const start = this.#at;
    if (start >= text.length) return null;
    const unit = text.charCodeAt(start);
    if (isWordStart(unit)) return this.#word(start);
    if (isDigit(unit) || (unit === DOT && isDigit(text.charCodeAt(start + 1)))) return this.#number(start);
    if (unit === QUOTE || unit === APOSTROPHE) return this.#string(start, unit);
    if (unit === BACKTICK) return this.#template(start, start + 1);
    if (unit === SLASH) return this.#slash(start);
    const char = text[start]!;
    if (char === "(" || char === "[" || char === "{") return this.#opening(start, char);
    if (char === ")" || char === "]" || char === "}") return this.#closing(start, char);
    return this.#operator(start, char);
  }

  #emit(kind: Token["kind"], text: string, start: number, end: number, before: Before): Token {
    const token: Token = {
      kind,
      text,
      start,
      end,
      previous: this.#previous,
      previousKind: this.#previousKind,
      before: this.#before,
      afterLineBreak: this.#lineBreak,
      doubt: "none",
    };
    this.#at = end;
    this.#previousKind = kind;
    this.#before = before;
    this.#previous = text;
    this.#lineBreak = false;
    return token;
  }

  #skipBlanks(): void {
    const text = this.#text;
    while (this.#at < text.length) {
      const unit = text.charCodeAt(this.#at);
      if (isLineBreak(unit)) this.#lineBreak = true;
      else if (unit === SLASH && text.charCodeAt(this.#at + 1) === SLASH) {
        this.#skipLine();
        continue;
      } else if (unit === SLASH && text.charCodeAt(this.#at + 1) === STAR) {
        const close = text.indexOf("*/", this.#at + 2);
        const end = close < 0 ? text.length : close + 2;
        for (let i = this.#at; i < end; i++) if (isLineBreak(text.charCodeAt(i))) this.#lineBreak = true;
        this.#at = end;
        continue;
      } else if (!isBlank(unit)) return;
      this.#at += 1;
    }
  }

  #skipLine(): void {
    while (this.#at < this.#text.length && !isLineBreak(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #word(start: number): Token {
    const text = this.#text;
    let end = start + 1;
    while (end < text.length && isWordPart(text.charCodeAt(end))) {
      // `\u{61}` is part of a name; its braces are not brackets.
      if (text.charCodeAt(end) === BACKSLASH && text[end + 1] === "u" && text[end + 2] === "{") {
        // Looked for nearby only: a text of `\\u{` without ends would be searched to its end each time.
        const close = text.slice(end, end + 12).indexOf("}");
        if (close > 0) end += close;
      }
      end += 1;
    }
    const word = text.slice(start, end);
    const isName = this.#previous === "." || this.#previous === "?." || this.#previous === "#";
    const before: Before = isName
      ? "operand"
      : word === "of"
        ? "either"
        : wordsBeforeOperand.has(word)
          ? "operator"
          : "operand";
    this.#afterFor = this.#previous === "for";
    const token = this.#emit("word", word, start, end, before);
    // A name after a dot is no keyword, also for the parenthesis that follows: `a.if(x) / 2`.
    if (isName) this.#previous = "name";
    return token;
  }

  #number(start: number): Token {
    const text = this.#text;
    let end = start + 1;
    while (end < text.length) {
      const unit = text.charCodeAt(end);
      if (!isWordPart(unit) && !(unit === DOT && isDigit(text.charCodeAt(end + 1)))) break;
      end += 1;
    }
    return this.#emit("literal", "0", start, end, "operand");
  }

  /** A string without its end stops at the line's end, so that nothing after it can hide. */
  #string(start: number, quote: number): Token {
    const text = this.#text;
    let end = start + 1;
    while (end < text.length) {
      const unit = text.charCodeAt(end);
      if (unit === BACKSLASH) end += 2;
      else if (unit === 10 || unit === 13) break;
      else {
        end += 1;
        if (unit === quote) break;
      }
    }
    return this.#emit("literal", "string", start, Math.min(end, text.length), "operand");
  }

  /** From the opening backtick, or from the `}` that ends a substitution, to the next `${` or the closing backtick. */
  #template(start: number, from: number): Token {
    const text = this.#text;
    let end = from;
    while (end < text.length) {
      const unit = text.charCodeAt(end);
      if (unit === BACKSLASH) end += 2;
      else if (unit === BACKTICK) return this.#emit("literal", "template", start, end + 1, "operand");
      else if (unit === DOLLAR && text[end + 1] === "{") {
        this.#open.push({ head: false, block: false, template: true });
        return this.#emit("open", "${", start, end + 2, "operator");
      } else end += 1;
    }
    return this.#emit("literal", "template", start, text.length, "operand");
  }

  #slash(start: number): Token {
    const text = this.#text;
    const end = this.#before === "operand" ? -1 : this.#regexEnd(start);
    if (end < 0) {
      const length = text[start + 1] === "=" ? 2 : 1;
      return this.#emit("operator", "/", start, start + length, "operator");
    }
    const doubtful = this.#before === "either";
    const token = this.#emit("literal", "regex", start, end, "operand");
    if (doubtful) token.doubt = couldHide(text.slice(start + 1, end)) ? "risky" : "harmless";
    return token;
  }

  /**
   * Where a regular expression that starts here ends, flags included, or -1 when its line ends first. Places from which
   * no end is found are remembered, with whether a class was open there: a line of `=/[` would otherwise be read to its
   * end again at every slash. (A place that was marked on the way to an end is never asked about again.)
   */
  #regexEnd(start: number): number {
    const text = this.#text;
    this.#endless ??= new Uint8Array(text.length + 1);
    const endless = this.#endless;
    let inClass = false;
    for (let i = start + 1; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const state = inClass ? 2 : 1;
      if (isLineBreak(unit) || (endless[i]! & state) !== 0) return -1;
      endless[i]! |= state;
      if (unit === BACKSLASH) {
        if (isLineBreak(text.charCodeAt(i + 1))) return -1;
        i += 1;
      } else if (unit === OPEN_CLASS) inClass = true;
      else if (unit === CLOSE_CLASS) inClass = false;
      else if (unit === SLASH && !inClass) {
        let end = i + 1;
        while (end < text.length && isWordPart(text.charCodeAt(end)) && text.charCodeAt(end) !== BACKSLASH)
          end += 1;
        return end;
      }
    }
    return -1;
  }

  #opening(start: number, char: string): Token {
    const head =
      char === "(" && (controlHeads.has(this.#previous) || (this.#previous === "await" && this.#afterFor));
    const afterHead = this.#previous === ")" && this.#before === "operator";
    const block = char === "{" && (afterHead || blockStarts.has(this.#previous));
    this.#open.push({ head, block, template: false });
    return this.#emit("open", char, start, start + 1, "operator");
  }

  #closing(start: number, char: string): Token {
    const opened = this.#open.pop();
    if (char === "}" && opened?.template === true) {
      this.#inTemplate = true;
      return this.#emit("close", "}$", start, start + 1, "operand");
    }
    if (char === ")")
      return this.#emit("close", char, start, start + 1, opened?.head === true ? "operator" : "operand");
    const before = char === "]" ? "operand" : opened?.block === true ? "operator" : "either";
    return this.#emit("close", char, start, start + 1, before);
  }

  #operator(start: number, char: string): Token {
    const two = this.#text.slice(start, start + 2);
    if (two === "=>" || two === "?.") return this.#emit("operator", two, start, start + 2, "operator");
    if (two === "++" || two === "--") {
      const before = this.#before === "operand" && !this.#lineBreak ? "operand" : "either";
      return this.#emit("operator", two, start, start + 2, before);
    }
    // TypeScript's `a!` ends an expression, `!a` begins one; `f<T>` may do either.
    if (char === "!" && this.#before !== "operator" && !this.#lineBreak)
      return this.#emit("operator", char, start, start + 1, this.#before);
    return this.#emit("operator", char, start, start + 1, char === ">" ? "either" : "operator");
  }
}

/** Whether text read as a division could open a string, comment or bracket that the regular expression does not. */
function couldHide(content: string): boolean {
  if (/["'`]|\/[/*]/.test(content)) return true;
  const open: string[] = [];
  for (const char of content) {
    if ("([{".includes(char)) open.push(char);
    else if (")]}".includes(char) && open.pop() !== "([{"[")]}".indexOf(char)]) return true;
  }
  return open.length > 0;
}

const controlHeads = new Set(["if", "for", "while", "with", "switch", "catch"]);

/** What stands right before the brace of a block, never before an object. */
const blockStarts = new Set([";", "else", "do", "try", "finally"]);

/** Words after which an expression begins, so that `/` starts a regular expression. */
const wordsBeforeOperand = new Set(
  (
    "return typeof instanceof in new delete void throw case do else await yield extends default debugger break " +
    "continue import export const let var function class if for while with switch try finally catch"
  ).split(" "),
);

const DOLLAR = 36;
const QUOTE = 34;
const APOSTROPHE = 39;
const STAR = 42;
const DOT = 46;
const SLASH = 47;
const OPEN_CLASS = 91;
const BACKSLASH = 92;
const CLOSE_CLASS = 93;
const BACKTICK = 96;

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLineBreak(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}

function isBlank(unit: number): boolean {
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13);
  return unit === 0xa0 || unit === 0xfeff || isLineBreak(unit) || /\s/.test(String.fromCharCode(unit));
}

function isWordStart(unit: number): boolean {
  if (unit < 0x80)
    return (
      (unit >= 97 && unit <= 122) ||
      (unit >= 65 && unit <= 90) ||
      unit === 95 ||
      unit === DOLLAR ||
      unit === BACKSLASH
    );
  return !isBlank(unit);
}

function isWordPart(unit: number): boolean {
  return isWordStart(unit) || isDigit(unit);
}
