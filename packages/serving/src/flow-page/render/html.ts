/** Text that is markup already. Only `html` makes it, so that nothing else can be taken for it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/**
 * Markup with every interpolated value escaped, safe between tags and inside double-quoted attributes.
 * Null, undefined and false print nothing; lists are joined.
 *
 * @example html`<p title="${note}">${text}</p>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  let text = parts[0]!;
  values.forEach((value, index) => {
    text += print(value) + parts[index + 1]!;
  });
  return new Html(text);
}

/** ` name="value"`, or nothing for null, undefined and false; ` name` for true. */
export function attribute(name: string, value: string | number | boolean | null | undefined): Html | null {
  if (value === null || value === undefined || value === false) return null;
  return new Html(value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`);
}

function print(value: Piece): string {
  if (value instanceof Html) return value.text;
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object") return value.map(print).join("");
  return escapeHtml(String(value));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
