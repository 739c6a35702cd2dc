// CSV as RFC 4180 has it and as spreadsheets write it. One pass over the text.
type Options = { separator?: string };

/** Rows of fields. Quotes may hold separators, line ends and doubled quotes; a byte order mark is dropped. */
export function parse(text: string, options: Options = {}): string[][] {
  const separator = separatorOf(options);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (at === text.length) return rows;
  for (;;) {
    let field = "";
    if (text[at] === '"') {
      const started = at++;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) throw new SyntaxError("csv: the quote at character " + (started + 1) + " has no end.");
        field += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        field += '"';
        at++;
      }
      const next = text[at];
      if (next !== undefined && next !== separator && next !== "\n" && next !== "\r")
        throw new SyntaxError("csv: after the quote that ends at character " + at + " the field goes on.");
    } else {
      const started = at;
      while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at++;
      field = text.slice(started, at);
    }
    row.push(field);
    if (text[at] === separator) {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    if (at >= text.length) return rows;
  }
}

/** Each row as an object, its names from the first row. */
export function parseRecords(text: string, options: Options = {}): { [name: string]: string }[] {
  const [names, ...rows] = parse(text, options);
  if (names === undefined) return [];
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new SyntaxError("csv: two columns are called " + JSON.stringify(name) + ".");
    seen.add(name);
  }
  return rows.map((row, i) => {
    if (row.length !== names.length)
      throw new SyntaxError(
        "csv: row " + (i + 2) + " has " + row.length + " fields, the first row has " + names.length + ".",
      );
    return Object.fromEntries(names.map((name, column) => [name, row[column]!]));
  });
}

/** Text with `\r\n` after each row. Fields that need quotes get them. */
export function format(rows: readonly (readonly unknown[])[], options: Options = {}): string {
  const separator = separatorOf(options);
  let text = "";
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i > 0 ? separator : "") + quoted(row[i], separator);
    text += "\r\n";
  }
  return text;
}

function quoted(value: unknown, separator: string): string {
  const field = value === null || value === undefined ? "" : String(value);
  const isPlain =
    !field.includes('"') && !field.includes(separator) && !field.includes("\n") && !field.includes("\r");
  return isPlain ? field : '"' + field.replaceAll('"', '""') + '"';
}

function separatorOf({ separator = "," }: Options): string {
  if (
    typeof separator !== "string" ||
    separator.length !== 1 ||
    separator === '"' ||
    separator === "\n" ||
    separator === "\r"
  )
    throw new TypeError("csv: the separator must be one character, such as a semicolon.");
  return separator;
}
