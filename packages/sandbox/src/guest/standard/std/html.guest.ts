// HTML that people's text cannot break.

/** Text as it may stand between tags and in quoted attributes. */
function escapeText(text: unknown): string {
  return String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

/** Markup as it is: for what no visitor wrote. */
export function raw(text: string): Markup {
  return new Markup(String(text));
}

/** A template whose values are escaped, other markup excepted; lists are joined, null, undefined and false leave nothing. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Markup {
  let text = strings[0]!;
  for (let i = 0; i < values.length; i++) text += shown(values[i]) + strings[i + 1]!;
  return new Markup(text);
}

function shown(value: unknown): string {
  if (value instanceof Markup) return value.toString();
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(shown).join("");
  return escapeText(value);
}

export { escapeText as escape };
