/** What stands in for a range of a text, by offsets. */
export type Replacement = { start: number; end: number; text: string };

type Import = { specifier: string; typeOnly: boolean; names: string[] };

/** Columns a line of imports may have before each name gets its own. */
const widest = 100;

/**
 * The imports that a text begins with in order: one line a library, sorted, names sorted in it, without those that nothing else
 * of the text mentions. Null where nothing would change, or where the text does not begin with named imports alone: what
 * another kind of import or a comment among them means, only its author knows.
 *
 * @example organiseImports('import { b, a } from "x/y";\na(b);') // { start: 0, end: 27, text: 'import { a, b } from "x/y";\n' }
 */
export function organiseImports(text: string): Replacement | null {
  const block = readBlock(text);
  if (block === null) return null;
  const { start, end, imports, quote } = block;
  const mentioned = wordsOf(text.slice(0, start), text.slice(end));
  const kept = merged(imports)
    .map((one) => ({ ...one, names: sortedNames(one.names).filter((name) => mentioned(localOf(name))) }))
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => inOrder(a.specifier, b.specifier) || Number(a.typeOnly) - Number(b.typeOnly));
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const written = kept.map((one) => `${lineOf(one, quote, eol)}${eol}`).join("");
  return written === text.slice(start, end) ? null : { start, end, text: written };
}

/** What may stand before the imports. After code the word may stand in a text of several lines. */
const blankOrComment = /^(?:\s|\/\/.*(?:\r?\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*$/;
const blank = /[ \t]*\r?\n/y;
const imported = /^(?:type )?[\p{ID_Continue}$]+(?: as [\p{ID_Continue}$]+)?$/u;
const named = /import\s+(type\s+)?\{([^{}]*)\}\s*from\s*(["'])([^"'\\\r\n]+)\3[ \t]*;?[ \t]*(?:\r?\n|$)/y;

/** The named imports at the beginning of a text, up to the end of the line of the last one. */
function readBlock(text: string) {
  const first = /^import\b/m.exec(text)?.index;
  if (first === undefined || !blankOrComment.test(text.slice(0, first))) return null;
  const imports: Import[] = [];
  let quote = '"';
  let end = first;
  for (let at = first; at < text.length; ) {
    const space = matchAt(blank, text, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const match = matchAt(named, text, at);
    if (!match) break;
    const [whole, type, list = "", mark = '"', specifier = ""] = match;
    if (imports.length === 0) quote = mark;
    const written = list.split(",").map((name) => name.trim().replace(/\s+/g, " "));
    const names = written.filter(Boolean);
    // A comment among them, or what is still being typed.
    if (!names.every((name) => imported.test(name))) return null;
    imports.push({ specifier, typeOnly: type !== undefined, names });
    at += whole.length;
    end = at;
  }
  // What follows may be an import of another kind, whose place among these means something.
  if (imports.length === 0 || /^import\b(?!\s*\()/m.test(text.slice(end))) return null;
  return { start: first, end, imports, quote };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** One of each library and kind. */
function merged(imports: readonly Import[]): Import[] {
  const all = new Map<string, Import>();
  for (const one of imports) {
    const key = `${one.typeOnly} ${one.specifier}`;
    const known = all.get(key);
    all.set(key, known ? { ...known, names: [...known.names, ...one.names] } : one);
  }
  return [...all.values()];
}

function sortedNames(names: readonly string[]): string[] {
  const plain = (name: string) => name.replace(/^type /, "").toLowerCase();
  return [...new Set(names)].sort((a, b) => inOrder(plain(a), plain(b)) || inOrder(a, b));
}

/** What the text calls it: `a as b` is `b`. */
function localOf(name: string): string {
  return (
    name
      .replace(/^type /, "")
      .split(" as ")
      .at(-1) ?? name
  );
}

/** Whether a name stands anywhere in these texts. Where letters are written as escapes nobody can say, and all are. */
function wordsOf(...texts: readonly string[]): (name: string) => boolean {
  if (texts.some((text) => text.includes("\\u"))) return () => true;
  const words = new Set(texts.flatMap((text) => text.match(/[\p{ID_Continue}$\u200c\u200d]+/gu) ?? []));
  return (name) => words.has(name);
}

function lineOf({ specifier, typeOnly, names }: Import, quote: string, eol: string): string {
  const begin = `import ${typeOnly ? "type " : ""}{`;
  const close = `} from ${quote}${specifier}${quote};`;
  const line = `${begin} ${names.join(", ")} ${close}`;
  return line.length <= widest ? line : [begin, ...names.map((name) => `  ${name},`), close].join(eol);
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
