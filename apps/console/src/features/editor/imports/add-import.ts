/** Inserts a text at a place, 1-based; nothing is taken out. */
export type Insertion = { line: number; column: number; text: string };

/** The named imports of a text: where they are and what they bring. */
type Statement = {
  specifier: string;
  /** Nothing of it is there at run time. */
  typeOnly: boolean;
  names: string[];
  /** Right behind the last name between the braces. */
  end: { line: number; column: number };
  trailingComma: boolean;
};

/**
 * What writes the import of a name: into an import of that library that is there, else in a line of its own after the
 * others. Null when the text has the name from there already.
 */
export function addImport(
  text: string,
  { name, specifier, kind }: { name: string; specifier: string; kind: string },
  language: string,
): Insertion | null {
  const statements = importsIn(text);
  const own = statements.filter((one) => one.specifier === specifier);
  if (own.some(({ names }) => names.includes(name))) return null;
  const isType = kind === "type" && language === "typescript";
  const into = own.find(({ typeOnly }) => isType || !typeOnly);
  if (into === undefined) {
    const quote = statements.length > 0 && text.includes(`from '`) && !text.includes(`from "`) ? "'" : '"';
    const written = `import ${isType ? "type " : ""}{ ${name} } from ${quote}${specifier}${quote};\n`;
    return { line: lineAfterImports(text), column: 1, text: written };
  }
  const word = isType && !into.typeOnly ? `type ${name}` : name;
  const before = into.names.length === 0 ? " " : into.trailingComma ? " " : ", ";
  return {
    ...into.end,
    text: `${before}${word}${into.names.length === 0 ? " " : into.trailingComma ? "," : ""}`,
  };
}

/** Names a text has by its imports, aliases as it calls them. */
export function importedNames(text: string): Set<string> {
  return new Set(importsIn(text).flatMap(({ names }) => names));
}

const statement = /^import\s+(type\s+)?(?:[\w$]+\s*,\s*)?\{([^{}]*)\}\s*from\s*["']([^"'\n]+)["']/gm;

function importsIn(text: string): Statement[] {
  return [...text.matchAll(statement)].map((match) => {
    const [whole, type, list = "", specifier = ""] = match;
    const written = list.trimEnd();
    const open = match.index + whole.indexOf("{") + 1;
    const parts = written.split(",").map((part) => part.trim());
    return {
      specifier,
      typeOnly: type !== undefined,
      names: parts.filter(Boolean).map(
        (part) =>
          part
            .replace(/^type\s+/, "")
            .split(/\s+as\s+/)
            .at(-1)!,
      ),
      end: placeAt(text, open + written.length),
      trailingComma: written.endsWith(","),
    };
  });
}

/** After the last import, else after what a text begins with: a hashbang and comments that stand alone. */
function lineAfterImports(text: string): number {
  const last = [...text.matchAll(/^(?:import\b[^;"']*|\}\s*from\s*)["'][^"'\n]*["'];?/gm)].at(-1);
  if (last !== undefined) return placeAt(text, last.index + last[0].length).line + 1;
  return text.startsWith("#!") ? 2 : 1;
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
