// A character beyond U+FFFF is two units of a text. Scripts, guests and clients may write half of one.

/** The first unit of such a pair. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The second unit of such a pair. */
export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The text with a mark in the place of every half of a character: what UTF-8, databases and addresses can carry. */
export function wholeCharacters(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Any text as a part of an address. */
export function encodePart(text: string): string {
  return encodeURIComponent(wholeCharacters(text));
}
