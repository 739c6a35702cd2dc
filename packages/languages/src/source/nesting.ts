import { sourceLimits } from "@scriptyard/model";
import { type Token, Tokens } from "./tokens.ts";

/**
 * A parser recurses once per bracket, but also once per `!`, `=>`, `a ? b :`, `if (x)`, `else`, `a.b`, … Native parsers
 * run out of stack on such chains and take the whole process with them (oxc: SIGSEGV on 260 kB of `!`), so brackets
 * alone are not enough to count. `chainBudget` bounds the sum over all open constructs, in the weights below; real
 * programs stay far under it, and the parser's limit is about twenty times higher.
 */
const chainBudget = 4_000;
const bracketWeight = 5;
const heavyWeight = 6;

export type NestingProblem = {
  kind: "brackets" | "chain" | "ambiguous-slash" | "long-name";
  start: number;
  end: number;
};

/** No name is that long, and every escape in a name may be an error of its own. */
const longestName = 1_000;

/** The first place where the text nests too deeply for a parser, or null. One pass, linear time, no recursion. */
export function findNestingProblem(text: string): NestingProblem | null {
  const tokens = new Tokens(text);
  const frames: Frame[] = [];
  let frame = newFrame();
  /** Chain weights of all frames but the current one. */
  let outer = 0;
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (token.doubt === "risky") return { kind: "ambiguous-slash", start: token.start, end: token.end };
    if (token.kind === "word" && token.end - token.start > longestName)
      return { kind: "long-name", start: token.start, end: token.end };
    if (startsNewStatement(frame, token)) restart(frame);
    frame.ended = "no";
    if (token.kind === "close") {
      const closed = frames.pop();
      if (closed !== undefined) {
        frame = closed;
        outer -= frame.chain + frame.angles * heavyWeight;
        // Closed brackets stay a link of their chain: `a()()()` nests as deep as `a.b.c`.
        frame.chain += 1 - bracketWeight;
        frame.ended = token.text === "}" ? "brace" : "no";
      }
    } else if (token.kind === "open") {
      frame.chain += bracketWeight;
      outer += frame.chain + frame.angles * heavyWeight;
      frames.push(frame);
      if (frames.length > sourceLimits.bracketDepth)
        return { kind: "brackets", start: token.start, end: token.end };
      frame = newFrame();
    } else if (token.text === "<") frame.angles += 1;
    else if (token.text === ">") {
      frame.angles = Math.max(0, frame.angles - 1);
      frame.chain += 1;
    } else if (token.text === ";") frame.ended = "semicolon";
    else if (token.text === ",") frame.chain = 0;
    else frame.chain += weight(token);
    if (outer + frame.chain + frame.angles * heavyWeight > chainBudget)
      return { kind: "chain", start: token.start, end: token.end };
  }
  return null;
}

/** What is open between one pair of brackets. */
type Frame = {
  /** Weight of the statement or element so far. */
  chain: number;
  /** `<` without its `>`: type arguments nest through commas, so they are counted apart. */
  angles: number;
  /** After `;` or `}` the next token begins something new, unless it is `else` or its like. */
  ended: "no" | "semicolon" | "brace";
};

function newFrame(): Frame {
  return { chain: 0, angles: 0, ended: "no" };
}

function restart(frame: Frame): void {
  frame.chain = 0;
  frame.angles = 0;
}

/** Words that go on with the statement before them, so that `else if … else if …` is seen as the nesting it is. */
const continuations = new Set(
  "else while catch finally in instanceof of as satisfies is extends implements from".split(" "),
);

/** Words after which a line break does not end a statement: what they modify may be on the next line. */
const modifiers = new Set(
  (
    "keyof unique readonly infer asserts abstract declare async export default static public private protected " +
    "override accessor get set is as satisfies implements extends out in of const let var enum type interface " +
    "namespace module global import new typeof void delete throw await case else do function class instanceof yield"
  ).split(" "),
);

function startsNewStatement(frame: Frame, token: Token): boolean {
  if (token.kind === "word" && continuations.has(token.text)) return false;
  if (frame.ended === "semicolon") return true;
  if (token.text === "case" && token.previous === ":") return true;
  const begins =
    token.kind === "word" || token.kind === "literal" || token.text === "@" || token.text === "#";
  if (frame.ended === "brace") return begins || token.text === "{";
  return begins && token.afterLineBreak && token.before === "operand" && !modifiers.has(token.previous);
}

function weight(token: Token): number {
  if (token.doubt === "harmless") return 2 * (token.end - token.start);
  // Two words in a row nest too: `typeof typeof x`, `unique unique symbol`.
  const adjacent = token.previousKind === "word" || token.previousKind === "literal" ? 1 : 0;
  if (token.kind === "word") return nestingWords.has(token.text) ? 2 : adjacent;
  if (token.kind === "literal") return token.before === "operand" ? 1 : adjacent;
  if (token.text === "=>") return heavyWeight;
  return token.text === ":" || token.text === "=" || token.text === "?" ? 2 : 1;
}

const nestingWords = new Set("if for while with do else switch try class extends function".split(" "));
